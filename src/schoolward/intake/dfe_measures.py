"""Knows DfE's columns and labels for attendance by our names of the measures."""

import re

from schoolward.register.codes import code_spans

COUNTS = {
    "possible_sessions": "possible_sessions",
    "present_sessions": "present_sessions",
    "approved_educational_activity": "approved_educational_activity_sessions",
    "overall_attendance": "attended_sessions",
    "authorised_absence": "authorised_absence_sessions",
    "unauthorised_absence": "unauthorised_absence_sessions",
    "overall_absence": "overall_absence_sessions",
    "late_sessions": "late_sessions",
    "pa_flag": "persistently_absent_enrolments",
    "ytd_enrolments": "enrolments",
}
RATES = {
    "attendance_perc": "attendance_rate",
    "overall_absence_perc": "overall_absence_rate",
    "authorised_absence_perc": "authorised_absence_rate",
    "unauthorised_absence_perc": "unauthorised_absence_rate",
    "pa_perc": "persistent_absence_rate",
}
DAY_ENROLMENTS = "enrolments"
"""On a day it is a count of enrolments; over longer spans the mean of the days' counts, which is not our measure."""

_REASON_LABELS = {
    "all possible sessions": "possible_sessions",
    "all present": "present_sessions",
    "all approved educational activity": "approved_educational_activity_sessions",
    "overall attendance": "attended_sessions",
    "all authorised": "authorised_absence_sessions",
    "all unauthorised": "unauthorised_absence_sessions",
    "overall absence": "overall_absence_sessions",
    "all late sessions": "late_sessions",
    "present am": "code_/_sessions",
    "present pm": "code_\\_sessions",
    "not attending planned closed": "code_#_sessions",
}
_PERCENT_LABELS = {
    "overall attendance": "attendance_rate",
    "overall absence": "overall_absence_rate",
    "all authorised": "authorised_absence_rate",
    "all unauthorised": "unauthorised_absence_rate",
}
_REASON_COLUMN = re.compile(r"reason_([a-z][0-9]?)_")
_CODE_IN_LABEL = re.compile(r"\(([a-z][0-9]?)\)$")
_CODE_COLUMNS = {
    "reason_present_am": "/",
    "reason_present_pm": "\\",
    "reason_not_attending_planned_closed": "#",
}

_PHASES = {
    "primary": "Primary",
    "state-funded primary": "Primary",
    "secondary": "Secondary",
    "state-funded secondary": "Secondary",
    "special": "Special",
    "state-funded special": "Special",
    "state-funded ap school": "Alternative provision",
    "pru/academy/free school ap": "Alternative provision",
    "pupil referral unit": "Alternative provision",
    "alternative provision": "Alternative provision",
    "nursery": "Nursery",
    "state-funded nursery": "Nursery",
    "independent school": "Independent",
    "all schools": "Total",
    "total": "Total",
}


def measure_of_column(name: str) -> str | None:
    """Our measure for a column of the wide files; None for one that is none of ours (means, shares of one reason)."""
    named = COUNTS.get(name) or RATES.get(name)
    if named is not None:
        return named
    shaped = _REASON_COLUMN.match(name)
    code = _CODE_COLUMNS.get(name) or (shaped[1].upper() if shaped else None)
    return f"code_{code}_sessions" if code in _codes() else None


def measure_of_reason(label: str) -> str | None:
    """Our measure for a session count under this label of the tidy files."""
    folded = label.strip().casefold()
    shaped = _CODE_IN_LABEL.search(folded)
    if shaped is not None:
        return f"code_{shaped[1].upper()}_sessions" if shaped[1].upper() in _codes() else None
    return _REASON_LABELS.get(folded)


def rate_of_reason(label: str) -> str | None:
    """Our rate for a percentage under this label of the tidy files."""
    return _PERCENT_LABELS.get(label.strip().casefold())


def phase_named(label: str) -> str:
    """DfE's phase in our words; one that is not known is kept as published."""
    return _PHASES.get(label.strip().casefold(), label)


def _codes() -> frozenset[str]:
    return frozenset(span.code for span in code_spans())
