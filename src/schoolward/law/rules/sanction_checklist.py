"""Decides whether everything that has to be on record before a sanction is decided is on record."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from schoolward.law.book import LawBook
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import said
from schoolward.law.rule import Rule
from schoolward.law.steps import Event, Matter


class Outcome(StrEnum):
    """What can come of it."""

    DECIDED_INCOMPLETE = "decided_incomplete"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    NOTHING_PROPOSED = "nothing_proposed"


RULE = Rule(
    name="sanction_checklist",
    title="Record before a sanction",
    question="Is everything on record that has to be before a sanction is decided?",
    outcomes={
        Outcome.DECIDED_INCOMPLETE: "A sanction was decided, and not everything was on record by then.",
        Outcome.INCOMPLETE: "A sanction is proposed, and not everything is on record yet.",
        Outcome.COMPLETE: "Everything is on record, or was when the sanction was decided.",
        Outcome.NOTHING_PROPOSED: "No sanction is proposed or decided.",
    },
    calls=frozenset({Outcome.DECIDED_INCOMPLETE, Outcome.INCOMPLETE}),
)

ITEMS_IN_WORDS = {
    "support_offered": "what support was offered",
    "authority_agrees_support_was_sufficient": "that the authority agrees that the support was sufficient",
    "barriers_considered": "what keeps the child from attending, and how that was weighed",
    "send_and_medical_considered": "how special educational needs and medical needs were weighed",
    "equality_act_considered": "how the Equality Act was considered",
    "notice_to_improve_or_reason": "the notice to improve, or why none was sent",
    "previous_notices_checked": "the check of previous penalty notices",
    "other_authorities_asked": "the answers of other authorities, or why none was asked",
    "home_authority_asked": "what the authority where the child lives answered, or that it is this one",
    "parent_identified": "how the parent and their liability were established",
    "likely_to_change_behaviour": "why the sanction is likely to change what happens",
    "authority_would_prosecute": "that the authority would prosecute if it came to that",
    "no_other_proceedings": "that no other proceedings cover the same absences",
    "code_of_conduct_satisfied": "how the local code of conduct is satisfied",
    "decided_by": "who decides",
}
"""The items of the national value as people say them. An item of local policy is named by its own words."""


def sanction_checklist(
    *, sanction: Matter | None, threshold_met: bool, as_at: date, law: LawBook
) -> Decision:
    """Whether the record is whole. Each item that is not on it stands in `missing`.

    An item is on record from the day of its entry, if the entry says something. For a sanction that was decided
    the record is that of the day of the decision: what is entered later cannot have been weighed in it.
    """
    reading = law.reading(RULE.name, as_at)
    items = reading.listed("sanction_checklist_items")
    needed = reading.number("penalty_notice_threshold_sessions")
    known = None if sanction is None else sanction.until(as_at)
    proposed_on = None if known is None else known.on("proposed")
    decided_on = None if known is None else known.on("decided")
    if known is None or (proposed_on is None and decided_on is None):
        reason = f"The threshold of {needed} sessions is met, and no" if threshold_met else "No"
        return reading.decide(
            Outcome.NOTHING_PROPOSED,
            f"{reason} sanction is proposed.",
            facts={"threshold_met": threshold_met},
        )
    recorded = _recorded(known.events)
    weighed_until = decided_on or as_at
    lacking = [item for item in items if item not in recorded or recorded[item] > weighed_until]
    what = (known.detail("proposed") or known.detail("decided") or "").replace("_", " ") or "sanction"
    facts: dict[str, Fact] = {
        "proposed": known.detail("proposed"),
        "decided": known.detail("decided"),
        "items": len(items),
        "items_recorded": len(items) - len(lacking),
        "items_missing": tuple(lacking),
        "items_recorded_after_the_decision": tuple(item for item in lacking if item in recorded),
        "items_not_on_the_list": tuple(sorted(recorded.keys() - set(items))),
        "threshold_met": threshold_met,
    }
    about = _about_threshold(what, needed, threshold_met=threshold_met)
    if not lacking:
        return reading.decide(
            Outcome.COMPLETE,
            _begun(what, proposed_on, decided_on),
            f"All {len(items)} things that have to be on record for it are.",
            *about,
            facts=facts,
            since_on=max(recorded[item] for item in items),
        )
    return reading.decide(
        Outcome.INCOMPLETE if decided_on is None else Outcome.DECIDED_INCOMPLETE,
        _begun(what, proposed_on, decided_on),
        f"{len(lacking)} of the {len(items)} things that have to be on record "
        f"{_are_not(len(lacking), decided_on)}.",
        "A decision without them may not stand up to a complaint to the Ombudsman, or in court.",
        *about,
        facts=facts,
        missing=tuple(_missing(item, recorded.get(item)) for item in lacking),
        since_on=decided_on or proposed_on,
    )


def _recorded(events: Iterable[Event]) -> dict[str, date]:
    """The day from which each item is on record. "support_offered:" with nothing after it records nothing."""
    found: dict[str, date] = {}
    for event in sorted(events, key=lambda event: event.on):
        item, _, words = event.detail.partition(":")
        if event.name == "item" and words.strip():
            found.setdefault(item.strip().casefold().replace(" ", "_"), event.on)
    return found


def _begun(what: str, proposed_on: date | None, decided_on: date | None) -> str:
    if decided_on is not None:
        return f"Decided on {said(decided_on)}: {what}."
    return f"Proposed on {said(proposed_on)}: {what}." if proposed_on is not None else ""


def _are_not(count: int, decided_on: date | None) -> str:
    if decided_on is None:
        return "is not" if count == 1 else "are not"
    return "was not by then" if count == 1 else "were not by then"


def _missing(item: str, recorded_on: date | None) -> str:
    words = ITEMS_IN_WORDS.get(item, item.replace("_", " "))
    return words if recorded_on is None else f"{words} (entered on {said(recorded_on)}, after the decision)"


def _about_threshold(what: str, needed: int, *, threshold_met: bool) -> tuple[str, ...]:
    if threshold_met or what.casefold() != "penalty notice":
        return ()
    return (
        f"The threshold of {needed} sessions is not met. An authorised officer may still issue a notice in an "
        "individual case in which an offence was committed.",
    )
