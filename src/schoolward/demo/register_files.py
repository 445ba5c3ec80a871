"""Writes one school's registers of one year: each half-term's marks, and a fortnight later what was mended since."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from schoolward.demo.absence import draw_absence
from schoolward.demo.arrangements import lay_arrangements
from schoolward.demo.ctf_files import ctf_file
from schoolward.demo.deliveries import Delivery, DeliveryKind
from schoolward.demo.extract import Extract
from schoolward.demo.hand_typed import Foot, foot_of
from schoolward.demo.long_files import layout_of, long_file
from schoolward.demo.marks import CODE_AT, NOT_ON_ROLL, SINGLE_CHARACTER, Register
from schoolward.demo.register_year import RegisterYear
from schoolward.demo.revisions import leave_some_without_reason, type_slips
from schoolward.demo.schools import SentAs
from schoolward.demo.steps.signs import RegisterSigns, signs_of
from schoolward.demo.wide_files import wide_day_file, wide_week_file
from schoolward.demo.wonde_files import wonde_files
from schoolward.demo.year_count import COUNTED_YEAR, YearCount, count_year


@dataclass(frozen=True, kw_only=True)
class WrittenYear:
    """What was written: files by delivery folder, marks first sent, marks sent again, rows to be refused by reason;
    and what the register shows of its children."""

    urn: int
    academic_year: int
    files: dict[str, list[str]]
    bytes_written: int
    marks: int
    revised: int
    refused: Counter[str]
    count: YearCount
    signs: RegisterSigns


def draw_register(year: RegisterYear) -> tuple[Register, Register]:
    """The year's register as it is known in the end, and as it was first sent."""
    register = lay_arrangements(year, draw_absence(year, year.rng(1)), rng=year.rng(2))
    if year.school.sent_as is SentAs.CTF_SINGLE_CHARACTERS:
        register = _in_single_characters(register)
    year.laid.quieten(register)
    quiet = register.copy()
    sent = leave_some_without_reason(year, register, rng=year.rng(3))
    year.laid.lay(register, sent, quiet=quiet)
    return register, sent


def write_register_year(year: RegisterYear, folder: Path, *, deliveries: Sequence[Delivery]) -> WrittenYear:
    """Draws the year's register and writes it by half-terms into the deliveries' folders (made if need be)."""
    register, sent = draw_register(year)
    files: dict[str, list[str]] = {}
    refused: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for delivery in deliveries:
        if delivery.term is None:
            continue
        revises = delivery.kind is DeliveryKind.REVISIONS
        sessions = _sessions_of(year, delivery)
        foot = Foot()
        if not revises and year.school.sent_as is SentAs.LONG:
            rng = year.rng(4, HALF_TERM_NUMBERS[delivery.term.name])
            refused.update(type_slips(year, sent, sessions, rng=rng))
            foot = foot_of(year, sent, sessions=sessions, layout=layout_of(year.school.urn), rng=rng)
            refused.update(dict(foot.refused))
        cells = np.zeros(register.shape, dtype=bool)
        held = register[:, sessions] != NOT_ON_ROLL
        cells[:, sessions] = held & (register[:, sessions] != sent[:, sessions]) if revises else held
        if not cells.any():
            continue
        totals["revised" if revises else "marks"] += int(cells.sum())
        extract = Extract(year=year, register=register if revises else sent, cells=cells)
        for name, data in _files(extract, delivery, foot=foot, refused=refused):
            path = folder / delivery.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            totals["bytes"] += len(data)
            files.setdefault(delivery.folder, []).append(name)
        _lose(sent, sessions, foot)
    counted = year.academic_year == COUNTED_YEAR
    return WrittenYear(
        urn=year.school.urn,
        academic_year=year.academic_year,
        files=files,
        bytes_written=totals["bytes"],
        marks=totals["marks"],
        revised=totals["revised"],
        refused=refused,
        count=count_year(year, register) if counted else YearCount(),
        signs=signs_of(year, register),
    )


def _lose(sent: Register, sessions: slice, foot: Foot) -> None:
    """Notes the marks that the foot spoilt as not sent, so that they are sent again with the revisions."""
    if foot.lost:
        row, session = np.divmod(np.array(foot.lost), sessions.stop - sessions.start)
        sent[row, sessions.start + session] = _SPOILT


_SPOILT = 254  # no code's place, so never what the register holds
HALF_TERM_NUMBERS = {
    name: number
    for number, name in enumerate(
        ("autumn 1", "autumn 2", "spring 1", "spring 2", "summer 1", "summer 2"), start=1
    )
}


def _sessions_of(year: RegisterYear, delivery: Delivery) -> slice:
    """The columns of the half-term: from its first day to the day before it was received, own open days included."""
    term = delivery.term
    assert term is not None
    if term.academic_year != year.academic_year:
        return slice(0, 0)
    first, end = np.searchsorted(year.dates, [np.datetime64(term.first_on), np.datetime64(term.received_on)])
    return slice(2 * int(first), 2 * int(end))


def _in_single_characters(register: Register) -> Register:
    table = np.arange(256, dtype=np.uint8)
    for code, single in SINGLE_CHARACTER.items():
        table[CODE_AT[code]] = CODE_AT[single]
    return table[register]


def _files(
    extract: Extract, delivery: Delivery, *, foot: Foot, refused: Counter[str]
) -> Iterator[tuple[str, bytes]]:
    """Each file's name below the delivery's folder, and its bytes."""
    school, received_on = extract.year.school, delivery.received_at.date()
    sent_on = min(received_on, delivery.term.received_on) if delivery.term else received_on
    if school.sent_as is SentAs.WONDE:
        for name, data in wonde_files(extract, received_on=received_on):
            yield f"wonde-{school.urn}/{name}", data
    elif school.sent_as in (SentAs.CTF, SentAs.CTF_SINGLE_CHARACTERS):
        whole = _with_whole_rows(extract, _sessions_of(extract.year, delivery))
        commas = school.sent_as is SentAs.CTF
        yield f"marks/{school.urn}.xml", ctf_file(whole, commas=commas, received_on=received_on)
    elif school.sent_as is SentAs.WIDE_DAY:
        yield f"marks/{school.urn}.csv", wide_day_file(extract)
    elif school.sent_as is SentAs.WIDE_WEEK:
        data, outside = wide_week_file(extract)
        refused.update({"not_on_roll": outside} if outside else {})
        yield f"marks/{school.urn}.csv", data
    else:
        layout = layout_of(school.urn)
        if delivery.kind is DeliveryKind.REVISIONS:
            layout = replace(layout, recorded_at=True)
        data = long_file(extract, layout, sent_on=sent_on, received_on=received_on, foot=foot.lines)
        yield f"marks/{school.urn}.csv", data


def _with_whole_rows(extract: Extract, sessions: slice) -> Extract:
    """Every mark of the half-term of the pupils with a mark in the extract: a string cannot leave any out."""
    there = np.flatnonzero(extract.cells.any(axis=1))
    whole = np.zeros_like(extract.cells)
    whole[there, sessions] = extract.register[there, sessions] != NOT_ON_ROLL
    return replace(extract, cells=whole)
