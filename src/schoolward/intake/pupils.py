"""Reads pupils and their enrolments, with School Census names for the columns or those that offices use."""

from datetime import date

import numpy as np
import pyarrow as pa

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.days import years_after
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.identifiers import laestab_of, laestab_reason, upn_reasons, urn_of, urn_reason
from schoolward.intake.marks_long import LAESTAB, UPN, URN
from schoolward.intake.pupil_values import (
    ETHNICITIES,
    authority_of,
    enrolment_status_of,
    ethnicity_of,
    postcode_of,
    sen_provision_of,
    sex_of,
    year_group_of,
    yes_or_no,
)
from schoolward.intake.rows import Rows, by_number
from schoolward.intake.tabular import Column, Sheet, read_sheet
from schoolward.register.upn import upn_fault

FORMAT = "pupils CSV"

OLDEST = 25
"""Years: no pupil of a school is older, special schools and sixth forms included."""

LAYOUT = Layout(
    "a pupils file",
    required=(
        UPN,
        Known("dob", ("date of birth", "birth date", "birthdate")),
        Known("entry_on", ("entry date", "date of entry", "admission date", "date of admission", "doa")),
    ),
    optional=(
        Known("former_upn", ("former unique pupil number", "previous upn")),
        Known("surname", ("last name", "family name", "legal surname")),
        Known("forename", ("first name", "given name", "legal forename")),
        Known("middle_names", ("middle name", "middlename")),
        Known("sex", ("gender", "legal sex")),
        Known("ethnicity", ("ethnicity code", "ethnic code")),
        URN,
        LAESTAB,
        Known("lea", ("la", "la code", "lea code", "local authority code")),
        Known("estab", ("establishment number", "estab number", "estab no")),
        Known(
            "year_group",
            ("ncyearactual", "nc year actual", "nc year", "national curriculum year", "year", "yr"),
        ),
        Known("leaving_on", ("leaving date", "date of leaving", "leave date", "dol")),
        Known("enrolment_status", ("enrol status", "enrolstatus", "enrolement status")),
        Known("sen_provision", ("sen", "sen status", "sen code", "sen provision code")),
        Known("free_school_meals", ("fsm", "fsm eligible", "fsm eligibility", "free school meals eligible")),
        Known("postcode", ("post code", "home postcode")),
        Known(
            "home_authority", ("home la", "home local authority", "home la code", "authority of residence")
        ),
        Known("ward", ("ward name", "home ward", "electoral ward")),
        Known("attributes_from", ("particulars from", "valid from", "effective from", "as at")),
    ),
    one_of=((("urn",), ("laestab",), ("lea", "estab")),),
    marks_of_others=("pupilonrolltableid", "pupilnolongeronrolltableid"),
)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a pupils file."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The file's enrolments, one a line."""
    rows = Rows(read_sheet(data, LAYOUT), Kind.PUPILS)
    sheet = rows.sheet
    rows.refusals.refuse_values(sheet["upn"], upn_reasons(sheet["upn"].distinct))
    rows.texts("upn", "surname", "forename", "middle_names", "ward")
    school = _read_school(rows)
    _read_dates(rows, school, context.received_on)
    rows.read("sex", sex_of, reason="sex_unknown")
    rows.read("year_group", year_group_of, reason="year_group_unknown")
    rows.read("enrolment_status", enrolment_status_of, reason="enrolment_status_unknown")
    rows.read("sen_provision", sen_provision_of, reason="sen_provision_unknown")
    rows.read("free_school_meals", yes_or_no, reason="free_school_meals_unknown")
    rows.read("ethnicity", ethnicity_of)
    rows.read("postcode", postcode_of)
    _read_what_may_fail(rows)
    return rows.file(format=FORMAT)


def _read_school(rows: Rows) -> np.ndarray:
    """By row: a number for the school that the row names; the URN goes before the DfE number."""
    sheet = rows.sheet
    urn, laestab = sheet.get("urn"), _laestab_column(sheet)
    if urn is None or laestab is None:
        only, reason_of = (urn, urn_reason) if urn is not None else (laestab, laestab_reason)
        assert only is not None  # the layout asks for one of them
        rows.refusals.refuse_values(
            only, [reason_of(text) if text else "school_missing" for text in only.texts()]
        )
        read = urn_of if urn is not None else laestab_of
        rows.put("urn" if urn is not None else "laestab", only.mapped(read, pa.int32()))
        return by_number(only, read)
    rows.refusals.refuse(
        urn.is_blank() & laestab.is_blank(), reason="school_missing", field="urn", column=urn
    )
    rows.refusals.refuse_values(urn, [urn_reason(text) if text else None for text in urn.texts()])
    rows.refusals.refuse_values(laestab, [laestab_reason(text) if text else None for text in laestab.texts()])
    rows.put("urn", urn.mapped(urn_of, pa.int32()))
    rows.put("laestab", laestab.mapped(laestab_of, pa.int32()))
    numbers = by_number(urn, urn_of), by_number(laestab, laestab_of)
    return np.where(urn.is_blank(), -1 - numbers[1], numbers[0])


def _laestab_column(sheet: Sheet) -> Column | None:
    """The DfE number as one column, whether sent whole or as authority and establishment."""
    whole, lea, estab = sheet.get("laestab"), sheet.get("lea"), sheet.get("estab")
    if whole is not None or lea is None or estab is None:
        return whole
    pairs, index = np.unique(np.column_stack([lea.index, estab.index]), axis=0, return_inverse=True)
    leas, estabs = lea.texts(), estab.texts()
    texts = [f"{leas[a]}{estabs[b].zfill(4) if estabs[b] else ''}" for a, b in pairs]
    return Column(name="laestab", distinct=pa.array(texts, pa.string()), index=index.ravel().astype(np.int32))


def _read_dates(rows: Rows, school: np.ndarray, received_on: date) -> None:
    style = rows.style("dob", "entry_on", "leaving_on", "attributes_from")
    birth = (years_after(received_on, -OLDEST), received_on)
    dob = rows.days("dob", style, blank="date_missing", bounds=birth, outside="dob_range")
    entry = rows.days(
        "entry_on",
        style,
        blank="date_missing",
        bounds=(date.min, years_after(received_on, 2)),
        outside="entry_range",
    )
    leaving = rows.days(
        "leaving_on", style, bounds=(date.min, years_after(received_on, 10)), outside="leaving_range"
    )
    since = rows.days(
        "attributes_from",
        style,
        bounds=(date.min, years_after(received_on, 1)),
        outside="attributes_from_range",
    )
    rows.in_order(dob, entry, "entry_before_birth")
    rows.in_order(entry, leaving, "leaving_before_entry")
    rows.in_order(dob, since, "attributes_from_range")
    assert entry is not None  # the layout requires it
    keys = [rows.sheet["upn"].index, school, entry.by_row()]
    if since is not None:
        keys.append(since.by_row())
    rows.once(
        keys, shown=rows.sheet["upn"], duplicate="duplicate_enrolment", conflict="conflicting_enrolments"
    )


def _read_what_may_fail(rows: Rows) -> None:
    """What is left empty, with a warning, where it cannot be read: an enrolment is not lost for it."""
    sheet = rows.sheet
    rows.read("former_upn", lambda text: text if upn_fault(text) is None else None)
    rows.read("home_authority", authority_of)
    rows.warn_of(
        sheet.get("ethnicity"),
        lambda text: text.upper() not in ETHNICITIES,
        "ethnicity codes not known here, kept as sent",
    )
    rows.warn_of(
        sheet.get("former_upn"),
        lambda text: upn_fault(text) is not None,
        "former UPNs that cannot be read, left empty",
    )
    rows.warn_of(
        sheet.get("home_authority"),
        lambda text: authority_of(text) is None,
        "home authorities that are not a three-digit code, left empty",
    )
