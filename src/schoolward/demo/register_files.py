"""Writes one school's registers of one year: each half-term's marks, and a fortnight later what was mended since."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.absence import draw_absence
from schoolward.demo.arrangements import lay_arrangements
from schoolward.demo.ctf_files import ctf_file
from schoolward.demo.deliveries import Delivery, DeliveryKind
from schoolward.demo.hand_typed import Foot, foot_of
from schoolward.demo.long_files import layout_of, long_file
from schoolward.demo.marks import CODE_AT, NOT_ON_ROLL, SINGLE_CHARACTER, Register
from schoolward.demo.register_year import RegisterYear
from schoolward.demo.revisions import leave_some_without_reason, type_slips
from schoolward.demo.schools import SentAs
from schoolward.demo.wide_files import wide_day_file, wide_week_file
from schoolward.demo.wonde_files import wonde_files
from schoolward.demo.year_count import COUNTED_YEAR, YearCount, count_year


@dataclass(frozen=True, kw_only=True)
class WrittenYear:
    """What was written: files by delivery folder, marks first sent, marks sent again, rows to be refused by reason."""

    urn: int
    academic_year: int
    files: dict[str, list[str]]
    bytes_written: int
    marks: int
    revised: int
    refused: Counter[str]
    count: YearCount


def draw_register(year: RegisterYear) -> tuple[Register, Register]:
    """The year's register as it is known in the end, and as it was first sent."""
    register = lay_arrangements(year, year.rng(2), draw_absence(year, year.rng(1)))
    if year.school.sent_as is SentAs.CTF_SINGLE_CHARACTERS:
        register = _in_single_characters(register)
    return register, leave_some_without_reason(year, register, year.rng(3))


def write_register_year(year: RegisterYear, folder: Path, deliveries: Sequence[Delivery]) -> WrittenYear:
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
            refused.update(type_slips(year, sent, sessions, rng))
            foot = foot_of(year, sent, sessions, layout=layout_of(year.school.urn), rng=rng)
            refused.update(dict(foot.refused))
        cells = np.zeros(register.shape, dtype=bool)
        held = register[:, sessions] != NOT_ON_ROLL
        cells[:, sessions] = held & (register[:, sessions] != sent[:, sessions]) if revises else held
        if not cells.any():
            continue
        totals["revised" if revises else "marks"] += int(cells.sum())
        for name, data in _files(year, register if revises else sent, cells, delivery, foot, refused):
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
    year: RegisterYear,
    marks: Register,
    cells: NDArray[np.bool_],
    delivery: Delivery,
    foot: Foot,
    refused: Counter[str],
) -> Iterator[tuple[str, bytes]]:
    """Each file's name below the delivery's folder, and its bytes."""
    urn, received_on = year.school.urn, delivery.received_at.date()
    form = year.school.sent_as
    sent_on = min(received_on, delivery.term.received_on) if delivery.term else received_on
    if form is SentAs.WONDE:
        for name, data in wonde_files(year, marks, cells, received_on=received_on):
            yield f"wonde-{urn}/{name}", data
    elif form in (SentAs.CTF, SentAs.CTF_SINGLE_CHARACTERS):
        commas = form is SentAs.CTF
        whole = _whole_rows(year, cells, _sessions_of(year, delivery), marks)
        yield f"marks/{urn}.xml", ctf_file(year, marks, whole, commas=commas, received_on=received_on)
    elif form is SentAs.WIDE_DAY:
        yield f"marks/{urn}.csv", wide_day_file(year, marks, cells)
    elif form is SentAs.WIDE_WEEK:
        data, outside = wide_week_file(year, marks, cells)
        refused.update({"not_on_roll": outside} if outside else {})
        yield f"marks/{urn}.csv", data
    else:
        layout = layout_of(urn)
        if delivery.kind is DeliveryKind.REVISIONS:
            layout = replace(layout, recorded_at=True)
        data = long_file(
            year, marks, cells, layout=layout, sent_on=sent_on, received_on=received_on, foot=foot.lines
        )
        yield f"marks/{urn}.csv", data


def _whole_rows(
    year: RegisterYear, cells: NDArray[np.bool_], sessions: slice, marks: Register
) -> NDArray[np.bool_]:
    """Every mark of the half-term of the pupils with a mark in `cells`: a string cannot leave any out."""
    there = np.flatnonzero(cells.any(axis=1))
    whole = np.zeros_like(cells)
    whole[there, sessions] = marks[there, sessions] != NOT_ON_ROLL
    return whole
