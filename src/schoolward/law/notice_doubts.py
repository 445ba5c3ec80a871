"""Says what could still change how many notices a parent had: answers that are lacking, parents not recorded."""

from datetime import date
from typing import NamedTuple

from schoolward.law.book import Reading
from schoolward.law.notices import NoticesBefore, chosen, named

ASK = "ask a manager to decide"
TREAT_AS_FIRST = "treat as a first notice"


class Doubts(NamedTuple):
    """What is not known and could change the count, as reasons, and what would settle it. Empty: nothing could."""

    reasons: tuple[str, ...]
    missing: tuple[str, ...]


def doubts_of_parents(before: NoticesBefore, *, whose: str) -> Doubts:
    """Notices of which it is not known whether they are this parent's.

    `whose` names what is lacking where the parent asked about is not known: "for which parent the notice is
    proposed".
    """
    of_nobody = [notice for notice in before.of_unknown_parent if not notice.parent]
    reasons, missing = [], []
    if of_nobody:
        were = "was" if len(of_nobody) == 1 else "were"
        reasons.append(f"It is not recorded to which parent {named(of_nobody)} {were} issued.")
        missing += [
            f"to which parent {notice.words if notice.authority else f'notice {notice.reference}'} was issued"
            for notice in of_nobody
        ]
    if len(of_nobody) < len(before.of_unknown_parent):
        of_somebody = [notice for notice in before.of_unknown_parent if notice.parent]
        reasons.append(f"It is not recorded {whose}, and {named(of_somebody)} may have been that parent's.")
        missing.append(whose)
    return Doubts(tuple(reasons), tuple(missing))


def doubts_of_answers(before: NoticesBefore, reading: Reading, *, on: date) -> Doubts:
    """Other authorities that have not answered or cannot say, as far as policy on the day does not settle it."""
    reasons = [
        f"Authority {authority} was asked whether it issued a notice, and has not answered."
        for authority in before.unanswered
    ]
    missing = [f"the answer of authority {authority}" for authority in before.unanswered]
    if before.cannot_say and not _is_left_out(reading, on):
        reasons += [
            f"Authority {authority} cannot say whether it issued a notice." for authority in before.cannot_say
        ]
        missing.append("a decision by a manager how to count what another authority cannot say")
    return Doubts(tuple(reasons), tuple(missing))


def left_out_by_policy(before: NoticesBefore, reading: Reading, *, on: date) -> tuple[str, ...]:
    """That the authority's policy leaves out of the count what another authority cannot say."""
    if not before.cannot_say or not _is_left_out(reading, on):
        return ()
    return tuple(
        f"Authority {authority} cannot say whether it issued a notice; by local policy that is left out of the count."
        for authority in before.cannot_say
    )


def _is_left_out(reading: Reading, on: date) -> bool:
    name = "penalty_notice_other_authority_unknown"
    return chosen(reading, name, among=(ASK, TREAT_AS_FIRST), on=on) == TREAT_AS_FIRST
