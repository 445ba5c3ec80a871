"""Reads marks one line at a time, slowly and plainly: what the columnar reader must agree with."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from schoolward.register.codes import BLANK_MARKS, is_known_on
from schoolward.register.upn import upn_fault

DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
QUOTED = re.compile(r'(?:"(?:[^"]|"")*"|[^",][^,]*|)(?:,(?:"(?:[^"]|"")*"|[^",][^,]*|))*')
COLUMNS = ("urn", "upn", "date", "session", "code", "minutes_late", "comment", "recorded_at")


@dataclass(frozen=True, kw_only=True)
class SlowMark:
    """A line that can be read, before its file's other lines are asked."""

    line: int
    urn: int
    upn: str
    on: date
    session: str
    code: str
    minutes_late: int | None
    comment: str | None
    recorded_at: datetime | None


def read_slowly(text: str, *, received_on: date) -> tuple[dict[int, SlowMark], dict[int, str]]:
    """The accepted marks and the reasons against the others, by line."""
    marks: dict[int, SlowMark] = {}
    reasons: dict[int, str] = {}
    for line, content in enumerate(text.split("\n")[1:], start=2):
        if not content.strip(' \t\r,"'):
            if content.count('"') % 2:
                reasons[line] = "line_quotes"
            continue
        judged = _judged(line, content, received_on)
        if isinstance(judged, str):
            reasons[line] = judged
        else:
            marks[line] = judged
    for line, reason in _conflicts(list(marks.values())).items():
        reasons[line] = reason
        del marks[line]
    return marks, reasons


def _judged(line: int, content: str, received_on: date) -> SlowMark | str:
    if QUOTED.fullmatch(content) is None:
        return "line_quotes"
    cells = [cell.strip() for cell in next(csv.reader([content]))]
    if len(cells) != len(COLUMNS):
        return "line_shape"
    urn, upn, day, session, code, minutes, comment, recorded = cells
    if not re.fullmatch("[1-9][0-9]{5}", urn):
        return "urn_shape"
    if upn_fault(upn) is not None:
        return str(upn_fault(upn))
    on = _day(day, received_on)
    if isinstance(on, str):
        return on
    if session.lower() not in ("am", "pm"):
        return "session_unknown"
    fault = _code_fault(code, on, session.upper())
    if fault:
        return fault
    if minutes and not (re.fullmatch("[0-9]+", minutes) and int(minutes) <= 400):
        return "minutes_late"
    recorded_at = _time(recorded)
    if recorded and recorded_at is None:
        return "recorded_at_shape"
    return SlowMark(
        line=line,
        urn=int(urn),
        upn=upn,
        on=on,
        session=session.upper(),
        code=code,
        minutes_late=int(minutes) if minutes else None,
        comment=comment or None,
        recorded_at=recorded_at,
    )


def _day(text: str, received_on: date) -> date | str:
    if not text:
        return "date_missing"
    if DATE.fullmatch(text) is None:
        return "date_two_digit_year" if re.match(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}$", text) else "date_shape"
    year, month, day = map(int, text.split("-"))
    try:
        on = date(year, month, day)
    except ValueError:
        return "date_not_real"
    if on < date(2006, 8, 1):
        return "date_too_early"
    return "date_in_future" if on > received_on else on


def _code_fault(code: str, on: date, session: str) -> str:
    if code in BLANK_MARKS:
        return ""
    if not is_known_on(code, date.max):
        return "code_letter_case" if is_known_on(code.upper(), date.max) else "code_unknown"
    if not is_known_on(code, on):
        return "code_not_yet_in_force"
    if (code, session) == ("/", "PM"):
        return "code_morning_only"
    return "code_afternoon_only" if (code, session) == ("\\", "AM") else ""


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M")
    except ValueError:
        return None


def _conflicts(marks: list[SlowMark]) -> dict[int, str]:
    slots: dict[tuple[object, ...], list[SlowMark]] = defaultdict(list)
    for mark in marks:
        slots[mark.urn, mark.upn, mark.on, mark.session].append(mark)
    refused: dict[int, str] = {}
    for group in slots.values():
        latest = max((mark.recorded_at or datetime.min for mark in group), default=datetime.min)
        last = [mark for mark in group if (mark.recorded_at or datetime.min) == latest]
        one_code = len({mark.code.replace("-", "") for mark in group}) == 1
        all_say = all(mark.recorded_at for mark in group)
        last_agree = len({mark.code.replace("-", "") for mark in last}) == 1
        for mark in group:
            if not one_code and not (all_say and last_agree):
                refused[mark.line] = "conflicting_marks"
            elif mark is not last[0]:
                refused[mark.line] = "duplicate_mark" if one_code or mark in last else "superseded_in_file"
    return refused
