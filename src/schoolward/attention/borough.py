"""Judges a whole borough as at a day: only the enrolments for which a rule may call, each by the rules that may."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from schoolward.attention.candidates import rules_to_ask
from schoolward.attention.enrolments import Enrolment
from schoolward.attention.gathering import Gathering, courses_of
from schoolward.attention.judging import judge
from schoolward.attention.listing import THRESHOLD, is_listed
from schoolward.attention.school_calls import calls_of_schools
from schoolward.attention.whom import Call, calls_of
from schoolward.engines.duckdb.rule_facts.facts import Enrolled, RegistersUpToDate, rule_facts
from schoolward.engines.duckdb.rule_facts.touched import touched_since
from schoolward.law.book import LawBook
from schoolward.law.decision import Decision
from schoolward.store.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The calls of a day, the most pressing first, and of how many pupils there could have been any.

    `steps_are_recorded` is false where no step of that day or earlier is held, of whichever pupil: then nothing is
    known of what anybody has done.
    """

    as_at: date
    load: int
    as_known_on: str | None
    calls: tuple[Call, ...]
    pupils_on_roll: int
    pupils_judged: int
    schools_judged: frozenset[int]
    coverage: RegistersUpToDate
    steps_are_recorded: bool


def judge_borough(
    snapshot: Snapshot, *, as_at: date, law: LawBook, pupils: Sequence[int] | None = None
) -> Judged:
    """Every call as at the day, as the snapshot knew it; of all pupils, or of those with the keys given.

    Of schools' own calls those of all schools, or of the schools of these pupils. NoLawThen for a day before the law
    that is held.
    """
    law.require_law_on(as_at)
    with without_garbage_collection(), rule_facts(snapshot, as_at=as_at, law=law, pupils=pupils) as facts:
        gathering = Gathering(facts)
        judging = _Judging(gathering)
        calls = [*judging.calls(), *calls_of_schools(gathering)]
        received = snapshot.received_at
        return Judged(
            as_at=as_at,
            load=snapshot.load,
            as_known_on=None if received is None else received.isoformat(),
            calls=tuple(sorted(calls, key=lambda call: call.rank)),
            pupils_on_roll=facts.pupils_on_roll(),
            pupils_judged=len(judging.judged_children),
            schools_judged=facts.schools_asked(),
            coverage=facts.registers_up_to_date(),
            steps_are_recorded=any(first <= as_at for first in gathering.asking.recorded_from.values()),
        )


def judge_again(before: Judged, snapshot: Snapshot, *, law: LawBook) -> Judged:
    """The same day judged again after further loads: only pupils of whom they told something new.

    The law has to be the same as before. Where a load told of calendars, of schools, or of a kind of step of which
    nothing was on record, everybody is judged again.
    """
    pupils = touched_since(snapshot, before.load, as_at=before.as_at).pupils
    if pupils is None:
        return judge_borough(snapshot, as_at=before.as_at, law=law)
    after = judge_borough(snapshot, as_at=before.as_at, law=law, pupils=pupils)
    again = set(pupils)
    kept = (
        call
        for call in before.calls
        if (call.pupil not in again if call.pupil is not None else call.urn not in after.schools_judged)
    )
    return replace(after, calls=tuple(sorted((*kept, *after.calls), key=lambda call: call.rank)))


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Leaves out the search for cycles while a million sessions, none of which is in one, are looked at."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Judging:
    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.facts = gathering.facts
        self.judged_children: set[int] = set()

    def calls(self) -> list[Call]:
        """The calls of every pupil."""
        courses = courses_of(self.facts.tallies_in_a_tier())
        rules = rules_to_ask(self.gathering, courses)
        found: list[tuple[Enrolment, list[Decision]]] = []
        met: set[Enrolled] = set()
        for enrolment in self.gathering.enrolments(rules, courses=courses, told_before={}):
            enrolled = (enrolment.school.urn, enrolment.pupil)
            decisions = list(judge(enrolment, self.gathering.asking, rules[enrolled]))
            if any(d.rule == THRESHOLD and d.outcome == "met" for d in decisions):
                met.add(enrolled)
            found.append((enrolment, decisions))
        found += self._no_longer_met(met)
        self.judged_children = {enrolment.child for enrolment, _ in found}
        return self._called(found, met)

    def _no_longer_met(self, met: set[Enrolled]) -> list[tuple[Enrolment, list[Decision]]]:
        """The threshold again, of those who do not meet it and may have met it by what was told before."""
        told_before = self.gathering.told_before(besides=met)
        rules = {enrolled: [THRESHOLD] for enrolled in told_before}
        return [
            (enrolment, list(judge(enrolment, self.gathering.asking, [THRESHOLD])))
            for enrolment in self.gathering.enrolments(rules, courses={}, told_before=told_before)
        ]

    def _called(self, found: Iterable[tuple[Enrolment, list[Decision]]], met: set[Enrolled]) -> list[Call]:
        children_met = {self.facts.child_of(pupil) for _, pupil in met}
        called = [
            (
                enrolment,
                [
                    d
                    for d in decisions
                    if is_listed(d, enrolment, threshold_is_met=enrolment.child in children_met)
                ],
            )
            for enrolment, decisions in found
        ]
        called = [(enrolment, decisions) for enrolment, decisions in called if decisions]
        tiers = self.facts.tiers(sorted({enrolment.pupil for enrolment, _ in called}))
        calls: list[Call] = []
        for enrolment, decisions in called:
            tier, trajectory = tiers.get(enrolment.pupil, ("", ""))
            calls += calls_of(enrolment, decisions, tier=tier, trajectory=trajectory)
        return calls
