"""Checks School Census absence column by column, whether it came as XML or as tables."""

import re
from collections.abc import Mapping
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.batches import TERMLY_ABSENCE
from schoolward.intake.identifiers import laestab_of, upn_reasons, urn_of
from schoolward.intake.refusals import Refusals
from schoolward.intake.tabular import Column
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import code_spans

SENT_ABSENCE = pa.schema(
    {
        "line": pa.int32(),
        "figure": pa.int32(),
        "school": pa.string(),
        "upn": pa.string(),
        "window": pa.string(),
        "possible": pa.string(),
        "authorised": pa.string(),
        "unauthorised": pa.string(),
        "code": pa.string(),
        "code_sessions": pa.string(),
    }
)
"""Absence as sent, one row a pair of totals or a reason. `figure` numbers the pupil's window to which a row
belongs: its reasons are added up. `school` is a URN or a seven-digit DfE number. Null or empty: not sent."""

_SENDERS_NAMES = {
    "possible": "SessionsPossible",
    "authorised": "SessionsAuthorised",
    "unauthorised": "SessionsUnauthorised",
    "code_sessions": "AbsenceSessions",
}
_WHOLE = re.compile(r"([0-9]{1,6})(?:\.0+)?")
_IS_ABSENCE = (StatisticalClass.AUTHORISED_ABSENCE, StatisticalClass.UNAUTHORISED_ABSENCE)


@cache
def absence_codes() -> frozenset[str]:
    """Codes that are or ever were absences; a return may not count more of them than sessions possible."""
    return frozenset(span.code for span in code_spans() if span.statistical_class in _IS_ABSENCE)


@cache
def reason_codes() -> frozenset[str]:
    """Codes that a return may give as a reason: absences, and sessions nobody could attend (X, Y, #)."""
    others = {span.code for span in code_spans() if span.statistical_class is StatisticalClass.NOT_POSSIBLE}
    return absence_codes() | others


def check_absence(sent: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Rows of SENT_ABSENCE as rows of TERMLY_ABSENCE, and the refused ones, each with its first fault."""
    columns = {name: _column(sent, name) for name in sent.column_names if name not in ("line", "figure")}
    counts = {name: columns[name].mapped(_whole_number, pa.int32()) for name in _SENDERS_NAMES}
    lines = sent["line"].to_numpy()
    refusals = Refusals(sent.num_rows)
    refusals.refuse_values(columns["upn"], upn_reasons(columns["upn"].distinct), field="UPN")
    _refuse_sessions(refusals, columns, counts)
    refusals.refuse_values(
        columns["code"],
        [
            _unless(not code or code in reason_codes(), "absence_reason_unknown")
            for code in columns["code"].texts()
        ],
        field="AttendanceReason",
    )
    _refuse_above_possible(refusals, columns, counts, figures=sent["figure"].to_numpy())
    schools = columns["school"].texts()
    refusals.refuse_values(
        columns["school"],
        [_unless(urn_of(school) or laestab_of(school), "school_number") for school in schools],
    )
    accepted = pa.table(
        {
            "line": sent["line"],
            "urn": columns["school"].mapped(urn_of, pa.int32()),
            "laestab": columns["school"].mapped(laestab_of, pa.int32()),
            "upn": columns["upn"].mapped(lambda text: text, pa.string()),
            "window": sent["window"],
            "possible_sessions": counts["possible"],
            "authorised_absence_sessions": counts["authorised"],
            "unauthorised_absence_sessions": counts["unauthorised"],
            "code": columns["code"].mapped(lambda text: text or None, pa.string()),
            "code_sessions": counts["code_sessions"],
        },
        schema=TERMLY_ABSENCE,
    )
    return accepted.filter(pa.array(refusals.accepted)), refusals.table(lines)


def _refuse_sessions(
    refusals: Refusals, columns: Mapping[str, Column], counts: Mapping[str, pa.Array]
) -> None:
    """What is not a whole number, and what is missing beside a window or a reason."""
    needed = {"possible": ~columns["window"].is_blank(), "code_sessions": ~columns["code"].is_blank()}
    for name, field in _SENDERS_NAMES.items():
        looked_at = ~columns[name].is_blank() | needed.get(name, False)
        unread = counts[name].is_null().to_numpy(zero_copy_only=False)
        refusals.refuse(looked_at & unread, reason="sessions_not_whole", field=field, column=columns[name])


def _refuse_above_possible(
    refusals: Refusals, columns: Mapping[str, Column], counts: Mapping[str, pa.Array], *, figures: np.ndarray
) -> None:
    """More absence than sessions possible: the two totals together, or a figure's reasons added up."""
    number = {name: pc.fill_null(column, 0).to_numpy().astype(np.int64) for name, column in counts.items()}
    known = counts["possible"].is_valid().to_numpy(zero_copy_only=False)
    is_absence = (
        columns["code"]
        .mapped(lambda code: code in absence_codes(), pa.bool_())
        .to_numpy(zero_copy_only=False)
    )
    added = np.bincount(figures, weights=np.where(is_absence, number["code_sessions"], 0))
    above = {
        "authorised": number["authorised"] + number["unauthorised"] > number["possible"],
        "code_sessions": is_absence & (added[figures] > number["possible"]),
    }
    for name, rows in above.items():
        refusals.refuse(
            known & rows, reason="absence_above_possible", field=_SENDERS_NAMES[name], column=columns[name]
        )


def _column(sent: pa.Table, name: str) -> Column:
    texts = pc.fill_null(sent[name], "").combine_chunks()
    return Column.of(name, pa.chunked_array([texts.dictionary_encode()]))


def _whole_number(text: str) -> int | None:
    """Counts such as `12` and `12.0`."""
    found = _WHOLE.fullmatch(text)
    return int(found[1]) if found else None


def _unless(holds: object, reason: str) -> str | None:
    return None if holds else reason
