"""Each story is told by the files as its text says, fires the rules that it is meant for, and changes nothing else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from schoolward.demo.borough import write_borough
from schoolward.demo.dates import FIRST_LOAD_ON, UNTIL
from schoolward.demo.register_files import draw_register
from schoolward.demo.register_years import register_years
from schoolward.demo.stories.casting import Part
from schoolward.demo.stories.every_story import STORIES
from schoolward.demo.stories.laying import LaidMarks
from schoolward.demo.stories.story import Laid, Stay, When
from schoolward.law.rulebook import RULES
from schoolward.law.rules.register_retention import register_retention
from tests.unit.demo.judged_stories import JUDGES, LAW, outcomes
from tests.unit.demo.small_borough import ReadBorough, borough_of, read_back
from tests.unit.demo.told_stories import Files

PUPILS = 1_000
BOROUGH = borough_of(PUPILS)
PARTS = pytest.mark.parametrize("part", BOROUGH.parts, ids=lambda part: part.story.name)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> ReadBorough:
    """Every file of a small borough, read back."""
    folder = Path(tmp_path_factory.mktemp("stories")) / "borough"
    return read_back(write_borough(folder, pupils=PUPILS).folder)


@pytest.fixture(scope="module")
def files(sent: ReadBorough) -> Files:
    """What they tell of the stories' children."""
    return Files(sent, BOROUGH)


@PARTS
def test_the_rules_decide_what_is_meant(files: Files, part: Part) -> None:
    told = files.of(part)
    for rule, outcome in part.story.fires.items():
        assert outcome in outcomes(rule, told), rule


@PARTS
def test_the_register_has_the_marks_of_the_text(files: Files, part: Part) -> None:
    told = files.of(part)
    held = {(mark.on, mark.half): mark.code for mark in told.marks}
    before = {(mark.on, mark.half): mark.code for told in told.told_before for mark in told.sessions}
    laid: dict[tuple[date, str], Laid] = {}
    for each in part.story.marks:
        days = _days(part)
        first, last = _day(each.first, days), _day(each.last, days)
        laid |= {(on, half): each for on in days if first <= on <= last for half in each.halves.split()}
    assert {key: held[key] for key in laid} == {key: each.code for key, each in laid.items()}
    assert {key: before[key] for key, each in laid.items() if each.sent} == {
        key: each.sent for key, each in laid.items() if each.sent
    }
    others = {code for key, code in held.items() if key not in laid}
    assert others <= {"/", "\\", "L", "B", "P", "V", "W", "K", "Y2", "Y3", "Y4"}


@PARTS
def test_the_steps_are_those_of_the_text(files: Files, part: Part) -> None:
    told = Counter(
        (matter.kind.value, matter.parent, event.name, event.detail)
        for matter in files.of(part).matters
        for event in matter.events
        if matter.urn == part.urn
    )
    assert told == Counter(
        (matter.kind, matter.parent, event.name, event.detail)
        for matter in part.story.matters
        for event in matter.events
    )


def test_every_rule_has_a_story_or_a_place_in_the_background() -> None:
    assert {rule for story in STORIES for rule in story.fires} == set(JUDGES)
    assert set(RULES) - set(JUDGES) == {"new_pupil_return", "register_retention"}
    for story in STORIES:
        for rule, outcome in story.fires.items():
            assert outcome in {known.value for known in RULES[rule].outcomes}, story.name


def test_the_full_borough_tells_every_story_and_a_small_one_nearly_every() -> None:
    full = borough_of(45_000).parts
    assert [part.story for part in full] == list(STORIES)
    assert max(Counter(part.urn for part in full).values()) <= 2
    assert len(BOROUGH.parts) >= len(STORIES) - 2
    assert len({story.name for story in STORIES}) == len(STORIES)


@pytest.mark.parametrize("pupils", [PUPILS, 45_000])
def test_each_story_has_a_child_of_its_own_on_roll_all_the_time(pupils: int) -> None:
    borough = borough_of(pupils)
    book = borough.book
    assert len({part.upn for part in borough.parts}) == len(borough.parts)
    for part in borough.parts:
        row = part.enrolment
        assert book.status[row] == "C"
        if part.story.who.stay is Stay.STAYS:
            assert np.count_nonzero(book.child == part.child) == 1
            assert book.entry[row] <= np.datetime64(FIRST_LOAD_ON)
            assert np.isnat(book.leaving[row])
        else:
            assert date(2026, 9, 1) < book.leaving[row].item() < UNTIL


def test_the_last_days_of_steps_are_weekdays() -> None:
    for story in STORIES:
        for matter in story.matters:
            for event in matter.events:
                if event.name in ("ends", "notice_issued") or story.who.stay is Stay.LEAVES:
                    continue
                on = event.on if isinstance(event.on, date) else UNTIL
                on -= timedelta(days=event.on) if isinstance(event.on, int) else timedelta()
                assert on.weekday() < 5, (story.name, event)


def test_nobody_else_s_marks_change_for_a_story() -> None:
    for year in register_years(BOROUGH, until=UNTIL):
        if not len(year.laid.rows):
            continue
        with_story, without = draw_register(year), draw_register(replace(year, laid=LaidMarks()))
        others = np.setdiff1d(np.arange(year.pupils), year.laid.rows)
        for one, other in zip(with_story, without, strict=True):
            assert np.array_equal(one[others], other[others])


def test_a_school_keeps_a_register_past_its_time(sent: ReadBorough) -> None:
    first = sent.deliveries[0].read
    (old,) = [told.accepted for name, told in first.items() if "autumn-2020" in name]
    assert old.num_rows == 2 * 15 * len(old["upn"].unique())
    decision = register_retention(
        made_on=min(old["date"].to_pylist()), open_proceedings=False, as_at=UNTIL, law=LAW
    )
    assert decision.outcome.value == "may_be_reviewed"


@pytest.mark.parametrize(
    ("pupils", "until"), [(200, UNTIL), (400, date(2026, 3, 20)), (300, date(2025, 9, 1))]
)
def test_smaller_and_shorter_boroughs_tell_what_they_can(tmp_path: Path, pupils: int, until: date) -> None:
    made = write_borough(tmp_path / "borough", pupils=pupils, until=until)
    refused = Counter(made.refused)
    del refused["not_on_roll"]
    assert read_back(made.folder).refused == refused
    assert made.steps or until == FIRST_LOAD_ON


def test_the_manual_lists_every_story_with_its_child() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "demo-borough.md").read_text(encoding="utf-8")
    table = "\n".join(table_of(borough_of(45_000).parts))
    assert table in manual, f"docs/demo-borough.md should have:\n{table}"


def table_of(parts: Sequence[Part]) -> list[str]:
    """The stories as the manual shows them."""
    lines = ["| story | what happens | UPN | rules and outcomes |", "|---|---|---|---|"]
    for part in parts:
        fires = ", ".join(f"`{rule}`: {outcome}" for rule, outcome in part.story.fires.items())
        lines.append(f"| {part.story.name} | {part.story.tells} | {part.upn} | {fires} |")
    return lines


def _days(part: Part) -> list[date]:
    days: list[date] = BOROUGH.calendar.days[part.urn].between(FIRST_LOAD_ON, part.last_on).tolist()
    return days


def _day(when: When, days: list[date]) -> date:
    if isinstance(when, date):
        return when
    return days[-1 - when] if when < len(days) else days[0]
