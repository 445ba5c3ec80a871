"""Explains one pupil: every rule with its reasons, at every school of the academic year, and the marks behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schoolward.attention.enrolments import Asking, Enrolment, NotOnRoll
from schoolward.attention.gathering import Gathering, courses_of
from schoolward.attention.judging import judge
from schoolward.attention.listing import THRESHOLD, is_listed
from schoolward.engines.duckdb.rule_facts.facts import rule_facts
from schoolward.law.book import LawBook
from schoolward.law.decision import Decision
from schoolward.law.marks import CodedSession, said
from schoolward.law.rulebook import RULES, rule_named
from schoolward.law.steps import Matter
from schoolward.store.identities import child_of_records, with_other_records
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot


class NothingAsked(StrEnum):
    """The outcome of a rule that has nothing to look at in this pupil."""

    NOTHING_TO_JUDGE = "nothing_to_judge"


NOTHING_TO_JUDGE = {
    "absence_tier": "It is judged at the pupil's main registration.",
    "deletion_from_roll": "The pupil's name has not been deleted from this roll.",
    "deletion_return": "The pupil's name has not been deleted from this roll.",
    "education_supervision_order": "It is judged at the pupil's main registration.",
    "notice_to_improve": "No notice to improve is on record.",
    "penalty_notice_clock": "No penalty notice is on record.",
    "penalty_notice_sequence": "No penalty notice, and no answer of another authority, is on record.",
    "prosecution_time_limit": "No proceedings are on record.",
    "register_retention": "It is judged for a whole school's registers.",
    "sanction_checklist": "It is judged at the pupil's main registration.",
    "school_attendance_order": "It is judged at the pupil's main registration.",
    "severe_absence_without_plan": "It is judged at the pupil's main registration.",
}
"""Why a rule came to no decision about an enrolment."""


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One enrolment with every decision, in the order of the rules, and every mark of the months looked at.

    `threshold_is_met` is of the pupil, at whichever school the pupil is on roll. `matters` are those of which anything
    had happened by the day, with the days fixed ahead.
    """

    enrolment: Enrolment
    is_on_roll: bool
    threshold_is_met: bool
    decisions: tuple[Decision, ...]
    marks: tuple[CodedSession, ...]
    matters: tuple[Matter, ...]

    def is_listed(self, decision: Decision) -> bool:
        """Whether the decision stands on the list of calls."""
        return is_listed(decision, self.enrolment, threshold_is_met=self.threshold_is_met)


def explain(
    snapshot: Snapshot, upn: str, *, as_at: date, law: LawBook, among: frozenset[int] | None = None
) -> tuple[Explained, ...]:
    """Each enrolment of the child in the academic year, under whichever UPN, the main one first, as it was known.

    One that has ended before it stands here too while anybody is called to act on it, and so does the last one of a
    pupil with steps on record. NotOnRoll for a UPN that is not known, or on no
    roll in that year by the day; NoLawThen for a day before the law. `among` holds the keys of the pupils who may be
    shown: of another it is said that the UPN is not known.
    """
    law.require_law_on(as_at)
    pupil = _pupil_of(snapshot, upn)
    if among is not None and pupil not in among:
        raise nobody_with(upn)
    with rule_facts(snapshot, as_at=as_at, law=law, pupils=[pupil]) as facts:
        gathering = Gathering(facts)
        judged = {(row["school"], row["pupil"]): tuple(RULES) for row in facts.enrolments().to_pylist()}
        in_year = facts.setting.year.first_on
        told_before = gathering.told_before()
        courses = courses_of(facts.tallies())
        decided: list[tuple[Enrolment, tuple[Decision, ...], tuple[CodedSession, ...]]] = []
        for enrolment in gathering.enrolments(judged, courses=courses, told_before=told_before):
            ended = enrolment.leaving_on is not None and enrolment.leaving_on < in_year
            decisions = _decisions(enrolment, gathering.asking)
            is_called = any(is_listed(d, enrolment, threshold_is_met=False) for d in decisions)
            if not ended or is_called or (enrolment.is_main and enrolment.matters):
                decided.append(
                    (enrolment, decisions, facts.every_mark(enrolment.school.urn, enrolment.pupil))
                )
    if not decided:
        records = with_other_records([pupil], child_of_records(snapshot.rows(TableName.IDENTITIES)))
        raise NotOnRoll(_not_on_roll_then(snapshot, records, upn, as_at))
    threshold_is_met = any(
        decision.rule == THRESHOLD and decision.outcome == "met"
        for enrolment, decisions, _ in decided
        if enrolment.is_on_roll(as_at)
        for decision in decisions
    )
    return tuple(
        Explained(
            enrolment=enrolment,
            is_on_roll=enrolment.is_on_roll(as_at),
            threshold_is_met=threshold_is_met,
            decisions=decisions,
            marks=marks,
            matters=_begun(enrolment.matters, as_at),
        )
        for enrolment, decisions, marks in sorted(
            decided, key=lambda told: (not told[0].is_main, told[0].school.urn, told[0].upn)
        )
    )


def _begun(matters: Sequence[Matter], as_at: date) -> tuple[Matter, ...]:
    """The matters as they stood on the day; those of which nothing but days fixed ahead is told are left out."""
    known = (matter.until(as_at) for matter in matters)
    return tuple(matter for matter in known if any(event.on <= as_at for event in matter.events))


def _decisions(enrolment: Enrolment, asking: Asking) -> tuple[Decision, ...]:
    decisions: list[Decision] = []
    for rule in RULES:
        told = [] if rule == "register_retention" else list(judge(enrolment, asking, [rule]))
        decisions += told or [
            asking.law.reading(rule, asking.as_at).decide(
                NothingAsked.NOTHING_TO_JUDGE, NOTHING_TO_JUDGE[rule]
            )
        ]
    return tuple(decisions)


def only_rules(decisions: Sequence[Decision], names: Sequence[str]) -> tuple[Decision, ...]:
    """The decisions of the rules named, or all where none is. UnknownRule for a name that no rule has."""
    wanted = {rule_named(name).name for name in names}
    return tuple(decision for decision in decisions if not wanted or decision.rule in wanted)


def _pupil_of(snapshot: Snapshot, upn: str) -> int:
    for row in snapshot.rows(TableName.PUPILS).to_pylist():
        if row["upn"] == upn:
            return int(row["pupil"])
    raise nobody_with(upn)


def nobody_with(upn: str) -> NotOnRoll:
    """What is said where a UPN is not known, or not known to whoever asks."""
    return NotOnRoll(
        f"no pupil with the UPN {upn} is known. Compare it with the pupil's record; "
        "`schoolward load` brings the roll of a school that has not sent one"
    )


def _not_on_roll_then(snapshot: Snapshot, records: Sequence[int], upn: str, as_at: date) -> str:
    spells = sorted(
        (row["entry_on"], row["leaving_on"], row["school"])
        for row in snapshot.rows(TableName.ENROLMENTS).to_pylist()
        if row["pupil"] in records and not row["replaced"]
    )
    entry_on, leaving_on, school = spells[-1] if spells[-1][0] <= as_at else spells[0]
    if entry_on > as_at:
        known = f"the first enrolment, at {school}, begins on {said(entry_on)}: ask with --as-at {entry_on} or later"
    else:
        known = f"the last one, at {school}, ended on {said(leaving_on)}: ask with --as-at {leaving_on} or earlier"
    return f"the pupil with the UPN {upn} was on no roll in the academic year on {said(as_at)}; {known}"
