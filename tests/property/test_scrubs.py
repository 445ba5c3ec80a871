"""Scrubs against a model in plain Python: what must be kept is untouched to the last mark, and nothing else is left."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from schoolward.law.periods import years_after
from schoolward.law.value_files import national_law
from schoolward.store.layout import TableName
from schoolward.store.scrub_plan import OF_A_PUPIL, plan_scrub
from schoolward.store.snapshot import loads
from tests.spec.store.sent import ALDER, BIRCH, Desk, cohorts, marks, pupil, pupils, schools

FEW = settings(max_examples=max(settings().max_examples // 4, 1))
"""Every example makes real tables, so that there are fewer of them than elsewhere."""

YEARS = 6
ALWAYS = {"dob": "2012-05-05", "entry_date": "2017-09-01"}
PUPILS = {"A": "2018-12-31", "B": "2020-07-31", "C": "", "D": "2018-12-31"}
"""When each leaves; C never does. All but D are at Alder."""

DAYS = ("2018-10-01", "2018-11-12", "2019-10-07", "2020-10-05")
RECEIVED = ("2018-11-30", "2019-11-01", "2020-02-29", "2020-11-02")
ON = sorted(
    {on for received in RECEIVED for on in (years_after(date.fromisoformat(received), YEARS),)}
    | {date.fromordinal(years_after(date.fromisoformat(r), YEARS).toordinal() + 1) for r in RECEIVED}
    | {date(2025, 6, 1), date(2030, 1, 1)}
)

Row = dict[str, Any]
Slot = tuple[int, int, date, str]

told = st.tuples(
    st.sampled_from(tuple(PUPILS)), st.sampled_from(DAYS), st.sampled_from("NIO/"), st.booleans()
)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A delivery: when it came, marks (and whether each says when it was recorded), and who is told of in a cohort."""

    received: str
    rows: tuple[tuple[str, str, str, bool], ...]
    cohort_of: str


@st.composite
def histories(draw: st.DrawFn) -> list[Sent]:
    """One delivery on each of some days."""
    days = draw(st.lists(st.sampled_from(RECEIVED), min_size=1, unique=True).map(sorted))
    rows = st.lists(told, min_size=1, max_size=8, unique_by=lambda row: row[:2]).map(tuple)
    cohort = st.sampled_from(("", "", "A", "B"))
    return [Sent(received=day, rows=draw(rows), cohort_of=draw(cohort)) for day in days]


def files(sent: Sent) -> list[str]:
    """The files of a delivery."""
    found = []
    for school, letters in ((ALDER, "ABC"), (BIRCH, "D")):
        recorded = f"{sent.received}T09:00"
        rows = [
            f"{letter} {on} AM {code} {recorded if says else ''}"
            for letter, on, code, says in sent.rows
            if letter in letters
        ]
        found += [marks(*rows, school=school)] if rows else []
    return [*found, *([cohorts(f"{sent.cohort_of} young_carer 2018-09-01")] if sent.cohort_of else [])]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A store with schools and pupils, to be copied for each example."""
    desk = Desk.empty(tmp_path_factory.mktemp("base"))
    rows = [
        pupil(letter, **ALWAYS, leaving_date=leaving, urn=str(BIRCH if letter == "D" else ALDER))
        for letter, leaving in PUPILS.items()
    ]
    desk.send(schools(ALDER, BIRCH), pupils(*rows), at="2018-09-03 09:00")
    return desk


def slot_of(row: Row) -> Slot:
    """Whose session at which school a mark is of."""
    return row["school"], row["pupil"], row["date"], row["session"]


def going_slots(desk: Desk, rows: Sequence[Row], *, before: date, held: frozenset[int]) -> set[Slot]:
    """The sessions whose every entry was made before the day, of pupils who are not on hold."""
    received = {row["load"]: row["received_at"].date() for row in loads(desk.home).to_pylist()}
    made: dict[Slot, list[date]] = defaultdict(list)
    for row in rows:
        recorded: datetime | None = row.get("recorded_at")
        days = [row["date"], received[row["load"]], *([recorded.date()] if recorded else [])]
        made[slot_of(row)].append(max(days))
    return {slot for slot, days in made.items() if max(days) < before and slot[1] not in held}


def going_pupils(desk: Desk, staying: Sequence[Row], *, before: date, held: frozenset[int]) -> set[int]:
    """Pupils without a mark that stays, on no roll since the day, and of whom nothing was told since."""
    known = desk.known()
    received = {row["load"]: row["received_at"].date() for row in loads(desk.home).to_pylist()}
    kept = {row["pupil"] for row in staying} | held
    for name in OF_A_PUPIL:
        kept |= {row["pupil"] for row in known.rows(name).to_pylist() if received[row["load"]] >= before}
    rows = known.rows(TableName.ENROLMENTS).to_pylist()
    kept |= {row["pupil"] for row in rows if row["leaving_on"] is None or row["leaving_on"] >= before}
    return set(known.rows(TableName.PUPILS)["pupil"].to_pylist()) - kept


def as_text(rows: Sequence[Row]) -> list[str]:
    """Rows that can be compared whatever their order and their files."""
    return sorted(str({key: row[key] for key in sorted(row) if row[key] is not None}) for row in rows)


def figures(desk: Desk, days: Sequence[date], instants: Sequence[str | None]) -> list[object]:
    """Counts by school on each of the days, as they were known at each of the instants."""
    measure = "possible_sessions,unauthorised_absence_sessions,overall_absence_rate"
    return [
        desk.figure(measure, "school", at=at, first=on.isoformat(), last=on.isoformat())
        for on in days
        for at in instants
    ]


@FEW
@given(history=histories(), on=st.sampled_from(ON), held=st.sets(st.sampled_from("ABCD"), max_size=1))
def test_what_must_be_kept_is_untouched_and_nothing_else_is_left(
    opened: Desk, tmp_path_factory: pytest.TempPathFactory, history: list[Sent], on: date, held: set[str]
) -> None:
    desk = opened.copied_to(tmp_path_factory.mktemp("one"))
    for sent in history:
        desk.send(*files(sent), at=f"{sent.received} 18:00")
    on_hold, before = frozenset(desk.key(letter) for letter in held), years_after(on, -YEARS)
    rows = desk.mark_rows()
    slots = going_slots(desk, rows, before=before, held=on_hold)
    staying = [row for row in rows if slot_of(row) not in slots]
    gone = going_pupils(desk, staying, before=before, held=on_hold)
    told_of = {name: desk.known().rows(name).to_pylist() for name in OF_A_PUPIL}
    days = sorted({row["date"] for row in rows} - {slot[2] for slot in slots})
    instants = [None, *(f"{sent.received} 20:00" for sent in history)]
    figures_before = figures(desk, days, instants)

    plan = plan_scrub(desk.home, on=on, law=national_law(), held=on_hold)
    assert (plan.marks, plan.pupils) == (len(rows) - len(staying), frozenset(gone))
    desk.scrub(on.isoformat(), held=on_hold)

    assert as_text(desk.mark_rows()) == as_text(staying)
    assert figures(desk, days, instants) == figures_before
    for name, before_scrub in told_of.items():
        kept = [row for row in before_scrub if row["pupil"] not in gone]
        assert as_text(desk.known().rows(name).to_pylist()) == as_text(kept), name
    on_disk = [row for _, row in desk.on_disk()]
    assert not [row for row in on_disk if row.get("pupil") in gone]
    assert not [row for row in on_disk if "code" in row and "date" in row and slot_of(row) in slots]
    assert plan_scrub(desk.home, on=on, law=national_law(), held=on_hold).is_empty
