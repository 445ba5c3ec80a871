"""Judges marks column by column, whatever format they came in, and says which are refused and why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from schoolward.intake.batches import MARKS, Context
from schoolward.intake.days import EARLIEST_MARK, Days, number_of
from schoolward.intake.identifiers import laestab_of, laestab_reason, upn_reasons, urn_of, urn_reason
from schoolward.intake.instants import UNSAID, Instants, read_instants
from schoolward.intake.lines import SpoiledLine
from schoolward.intake.mark_conflicts import rows_in_shared_slots, settled, slot_keys
from schoolward.intake.refusals import Refusals
from schoolward.intake.tabular import Column
from schoolward.register.codes import BLANK_MARKS, code_releases, code_spans
from schoolward.register.sessions import SessionHalf

MOST_MINUTES_LATE = 400
"""Longer than any session; more is a slip."""

_AFTERNOON = {"am": False, "morning": False, "pm": True, "afternoon": True}
_HALVES = pa.array([SessionHalf.AM, SessionHalf.PM], pa.string())


@dataclass(frozen=True, kw_only=True)
class SentMarks:
    """Marks as sent, before any check. `school` is named `urn` or `laestab`; `cell`: where in a wide row each was."""

    lines: np.ndarray
    school: Column
    upn: Column
    days: Days
    session: Column
    code: Column
    minutes_late: Column | None = None
    comment: Column | None = None
    recorded_at: Column | None = None
    cell: Column | None = None
    spoiled: tuple[SpoiledLine, ...] = ()

    @property
    def rows_read(self) -> int:
        """Marks found and lines that could not be taken apart."""
        return len(self.lines) + len(self.spoiled)


@dataclass(frozen=True, kw_only=True)
class JudgedMarks:
    """The marks that may be stored, as the MARKS schema has them, and the refused ones."""

    accepted: pa.Table
    rejected: pa.Table
    warnings: tuple[str, ...]


def judge(sent: SentMarks, context: Context) -> JudgedMarks:
    """Every check that needs the file alone. A mark has one reason against it, the first in the order asked here."""
    refusals = Refusals(len(sent.lines))
    _judge_names(sent, refusals)
    days = sent.days.judged(
        earliest=EARLIEST_MARK,
        latest=context.received_on,
        too_early="date_too_early",
        too_late="date_in_future",
    )
    refusals.refuse_values(days.column, days.reasons)
    is_afternoon = _judge_sessions(sent.session, refusals)
    _judge_codes(sent, is_afternoon, refusals)
    if sent.minutes_late is not None:
        refusals.refuse_values(
            sent.minutes_late, [_minutes_reason(text) for text in sent.minutes_late.texts()]
        )
    recorded = None
    if sent.recorded_at is not None:
        recorded = read_instants(sent.recorded_at, received_on=context.received_on)
        refusals.refuse_values(recorded.column, recorded.reasons)
    _settle_conflicts(sent, is_afternoon, recorded, refusals)
    return JudgedMarks(
        accepted=_accepted(sent, is_afternoon, recorded, refusals.accepted),
        rejected=refusals.table(sent.lines, sent.spoiled),
        warnings=tuple(_retired_codes(sent, refusals.accepted)),
    )


def _judge_names(sent: SentMarks, refusals: Refusals) -> None:
    reason_of = urn_reason if sent.school.name == "urn" else laestab_reason
    refusals.refuse_values(sent.school, [reason_of(text) for text in sent.school.texts()])
    refusals.refuse_values(sent.upn, upn_reasons(sent.upn.distinct))


def _judge_sessions(session: Column, refusals: Refusals) -> np.ndarray:
    """By row: whether the session is the afternoon."""
    halves = [_AFTERNOON.get(text.casefold()) for text in session.texts()]
    refusals.refuse_values(session, ["session_unknown" if half is None else None for half in halves])
    return np.array([bool(half) for half in halves], dtype=bool)[session.index]


def _judge_codes(sent: SentMarks, is_afternoon: np.ndarray, refusals: Refusals) -> None:
    texts, by_row = sent.code.texts(), sent.code.index
    reasons = [_code_reason(text) for text in texts]
    for reason in dict.fromkeys(reason for reason in reasons if reason is not None):
        _refuse_codes(sent, np.array([held == reason for held in reasons])[by_row], reason, refusals)
    days = sent.days.by_row()
    first_days = np.array([_first_days().get(text, 0) for text in texts], dtype=np.int32)
    if len(days) and first_days.max() > days.min():
        _refuse_codes(sent, days < first_days[by_row], "code_not_yet_in_force", refusals)
    for half, other, reason in (
        (SessionHalf.AM, is_afternoon, "code_morning_only"),
        (SessionHalf.PM, ~is_afternoon, "code_afternoon_only"),
    ):
        only = np.array([_sessions().get(text) == frozenset({half}) for text in texts], dtype=bool)
        if only.any():
            _refuse_codes(sent, only[by_row] & other, reason, refusals)


def _refuse_codes(sent: SentMarks, rows: np.ndarray, reason: str, refusals: Refusals) -> None:
    if sent.cell is None:
        refusals.refuse(rows, reason=reason, field=sent.code.name, column=sent.code)
        return
    for at in np.unique(sent.cell.index[rows]):
        name = sent.cell.distinct[int(at)].as_py()
        refusals.refuse(rows & (sent.cell.index == at), reason=reason, field=name, column=sent.code)


def _code_reason(text: str) -> str | None:
    if text in BLANK_MARKS or text in _first_days():
        return None
    return "code_letter_case" if text.upper() in _first_days() else "code_unknown"


@cache
def _first_days() -> dict[str, int]:
    """Each code with the day on which it was introduced. Its spans follow one another, so the first decides."""
    first: dict[str, int] = {}
    for span in code_spans():
        day = number_of(span.valid_from)
        first[span.code] = min(day, first.get(span.code, day))
    return first


@cache
def _retired_days() -> dict[str, int]:
    """Each withdrawn code with the first day on which it was no longer in force."""
    return {span.code: number_of(span.valid_from) for span in code_spans() if span.retired}


@cache
def _sessions() -> dict[str, frozenset[SessionHalf]]:
    """Each code with the halves of the day in which it may stand, as its latest release says."""
    return {code: entry.sessions for release in code_releases() for code, entry in release.codes.items()}


def _minutes_late_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text[:9]) <= MOST_MINUTES_LATE else None


def _minutes_reason(text: str) -> str | None:
    return None if text == "" or _minutes_late_of(text) is not None else "minutes_late"


def _settle_conflicts(
    sent: SentMarks, is_afternoon: np.ndarray, recorded: Instants | None, refusals: Refusals
) -> None:
    """Only among marks that nothing else speaks against: a mark that cannot be read contradicts none."""
    sound = np.flatnonzero(refusals.accepted)
    if len(sound) < 2:
        return
    chosen: slice | np.ndarray = slice(None) if len(sound) == len(sent.lines) else sound
    days = sent.days.by_row()[chosen]
    keys = slot_keys(
        (sent.school.index[chosen], len(sent.school.distinct)),
        (sent.upn.index[chosen], len(sent.upn.distinct)),
        (days - days.min(), int(days.max()) - int(days.min()) + 1),
        (is_afternoon[chosen], 2),
    )
    shared = rows_in_shared_slots(keys)
    if not len(shared):
        return
    rows = sound[shared]
    numbers = [0 if text in BLANK_MARKS else at for at, text in enumerate(sent.code.texts(), start=1)]
    refused = settled(
        keys[shared],
        codes=np.array(numbers, dtype=np.int64)[sent.code.index[rows]],
        recorded=np.full(len(rows), UNSAID) if recorded is None else recorded.by_row()[rows],
    )
    for reason, these in refused.items():
        mask = np.zeros(len(sent.lines), dtype=bool)
        mask[rows[these]] = True
        _refuse_codes(sent, mask, reason, refusals)


def _retired_codes(sent: SentMarks, accepted: np.ndarray) -> Iterator[str]:
    for at, text in enumerate(sent.code.texts()):
        retired = _retired_days().get(text)
        if retired is None:
            continue
        count = int(np.count_nonzero(accepted & (sent.code.index == at) & (sent.days.by_row() >= retired)))
        if count:
            yield f"marks with the code {text} although it had been withdrawn: {count:,} (kept as sent)"


def _accepted(
    sent: SentMarks, is_afternoon: np.ndarray, recorded: Instants | None, keep: np.ndarray
) -> pa.Table:
    count = len(sent.lines)
    columns: dict[str, pa.Array] = {
        "line": pa.array(sent.lines, pa.int32()),
        "urn": _school_numbers(sent.school, urn_of)
        if sent.school.name == "urn"
        else pa.nulls(count, pa.int32()),
        "laestab": _school_numbers(sent.school, laestab_of)
        if sent.school.name == "laestab"
        else pa.nulls(count, pa.int32()),
        "upn": _dictionary(sent.upn),
        "date": pa.array(sent.days.by_row(), pa.int32()).cast(pa.date32()),
        "session": pa.DictionaryArray.from_arrays(pa.array(is_afternoon.astype(np.int32)), _HALVES),
        "code": _dictionary(sent.code),
        "minutes_late": pa.nulls(count, pa.int16()),
        "comment": pa.nulls(count, pa.string()),
        "recorded_at": pa.nulls(count, pa.timestamp("s")),
    }
    if sent.minutes_late is not None:
        columns["minutes_late"] = sent.minutes_late.mapped(_minutes_late_of, pa.int16())
    if sent.comment is not None:
        columns["comment"] = sent.comment.mapped(lambda text: text or None, pa.string())
    if recorded is not None:
        seconds = recorded.by_row()
        columns["recorded_at"] = pa.array(seconds, mask=seconds == UNSAID).cast(pa.timestamp("s"))
    table = pa.table(columns, schema=MARKS)
    return table if keep.all() else table.filter(pa.array(keep)).combine_chunks()


def _dictionary(column: Column) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(column.index, pa.int32()), column.distinct)


def _school_numbers(school: Column, number_in: Callable[[str], int | None]) -> pa.Array:
    """By row; a school that cannot be read is 0, in a row that is refused."""
    numbers = np.array([number_in(text) or 0 for text in school.texts()], dtype=np.int32)
    return pa.array(numbers[school.index])
