"""Judges what concerns a school's registers as a whole: gaps and retired codes in them, and entries past keeping."""

from collections import defaultdict
from collections.abc import Iterator

from schoolward.attention.calls import action_of, calls_for_action
from schoolward.attention.enrolments import School
from schoolward.attention.gathering import Gathering
from schoolward.attention.whom import Call
from schoolward.law.decision import Decision
from schoolward.law.marks import CodedSession
from schoolward.law.periods import years_after
from schoolward.law.rules.register_marks import register_marks
from schoolward.law.rules.register_retention import register_retention


def calls_of_schools(gathering: Gathering) -> list[Call]:
    """One call for each school and rule that calls."""
    return [
        Call(
            urn=school.urn,
            school=school.name,
            pupil=None,
            child=None,
            upn="",
            year_group="",
            cohorts=(),
            tier="",
            trajectory="",
            decision=decision,
            action=action_of(decision),
            since_on=decision.since_on or decision.as_at,
            steps=(),
        )
        for school, decision in (*_defects(gathering), *_old_entries(gathering))
        if calls_for_action(decision)
    ]


def _defects(gathering: Gathering) -> Iterator[tuple[School, Decision]]:
    """Sessions without a mark and retired codes of the academic year, a decision a school."""
    asking, found = gathering.asking, gathering.facts.defects()
    by_school: dict[int, list[CodedSession]] = defaultdict(list)
    for urn, on, half, code in found:
        by_school[urn].append(CodedSession(on, half, code))
    for urn, marks in by_school.items():
        yield gathering.schools[urn], register_marks(marks=marks, as_at=asking.as_at, law=asking.law)


def _old_entries(gathering: Gathering) -> Iterator[tuple[School, Decision]]:
    """The oldest entry of each school that holds any past the time for which they are kept."""
    asking = gathering.asking
    years = asking.law.reading("register_retention", asking.as_at).number("register_retention_years")
    for urn, oldest_on in gathering.facts.oldest_marks(before=years_after(asking.as_at, -years)):
        yield (
            gathering.schools[urn],
            register_retention(made_on=oldest_on, open_proceedings=False, as_at=asking.as_at, law=asking.law),
        )
