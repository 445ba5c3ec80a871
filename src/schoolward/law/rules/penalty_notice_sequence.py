"""Decides whether a penalty notice proposed today would be a parent's first or second for the child, or cannot be."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from schoolward.law.book import LawBook, Reading
from schoolward.law.decision import Decision, Fact
from schoolward.law.marks import many, said
from schoolward.law.notice_doubts import Doubts, doubts_of_answers, doubts_of_parents, left_out_by_policy
from schoolward.law.notices import NoticeBefore, NoticesBefore, amounts, named, notices_before
from schoolward.law.rule import Rule
from schoolward.law.steps import Matter


class Outcome(StrEnum):
    """What can come of it."""

    BARRED = "barred"
    PARENT_NOT_KNOWN = "parent_not_known"
    OTHER_AUTHORITY_UNKNOWN = "other_authority_unknown"
    SECOND = "second"
    FIRST = "first"


RULE = Rule(
    name="penalty_notice_sequence",
    title="First or second penalty notice",
    question="Would a penalty notice proposed on this day be the parent's first or second for this child, or is it "
    "barred?",
    outcomes={
        Outcome.BARRED: "No notice can be issued: the parent has had as many for this child as the period allows.",
        Outcome.PARENT_NOT_KNOWN: "It is not recorded to which parent an earlier notice was issued, and it matters.",
        Outcome.OTHER_AUTHORITY_UNKNOWN: "Another authority has not answered, cannot say, or does not say to which "
        "parent, and its answer matters.",
        Outcome.SECOND: "It would be the second, without a lower amount.",
        Outcome.FIRST: "It would be the first.",
    },
    calls=frozenset({Outcome.BARRED, Outcome.PARENT_NOT_KNOWN, Outcome.OTHER_AUTHORITY_UNKNOWN}),
)

_WHOSE = "for which parent the notice is proposed"


def penalty_notice_sequence(
    *,
    notices: Sequence[Matter],
    other_authorities: Sequence[Matter],
    parent: str,
    as_at: date,
    law: LawBook,
) -> Decision:
    """Which notice it would be, counting back from the day on which it is proposed, whoever issued those before.

    Whether notices were paid, or led to a prosecution, does not matter; withdrawn ones do not count. While a notice
    or an answer that could change the count is not known well enough, it is neither the first nor the second. The
    notices and enquiries given are all for one child; an enquiry that names no parent is about each. `parent` is the
    senders' own reference.
    """
    reading = law.reading(RULE.name, as_at)
    most = reading.number("penalty_notice_most_in_period")
    before = notices_before(notices, other_authorities, parent=parent, on=as_at, reading=reading)
    of_parents = doubts_of_parents(before, whose=_WHOSE)
    if len(before.counted) >= most:
        return _barred(reading, before, of_parents, most, parent)
    of_answers = doubts_of_answers(before, reading, on=as_at)
    if of_parents.missing or of_answers.missing:
        return _unknown(reading, before, of_parents, of_answers, most)
    return _allowed(reading, before, parent)


def _barred(reading: Reading, before: NoticesBefore, of_parents: Doubts, most: int, parent: str) -> Decision:
    free_again_on = before.counted[-most].free_on
    years = reading.number("penalty_notice_period_years")
    return reading.decide(
        Outcome.BARRED,
        f"No penalty notice can be issued to {_of(parent)} for this child: {len(before.counted)} already count in "
        f"the last {many(years, 'year')}, which is as many as there can be.",
        f"They are {named(before.counted)}.",
        *_not_counted(before),
        *of_parents.reasons,
        f"The next could be issued on {said(free_again_on)}{' at the earliest' if of_parents.missing else ''}. "
        "Until then other action has to be considered.",
        facts=_facts(before, free_again_on=free_again_on),
        missing=of_parents.missing,
        since_on=before.counted[most - 1].issued_on,
    )


def _unknown(
    reading: Reading, before: NoticesBefore, of_parents: Doubts, of_answers: Doubts, most: int
) -> Decision:
    reasons = [*of_parents.reasons, *of_answers.reasons]
    if before.counted:
        reasons.append(f"Counted: {named(before.counted)}.")
    ordinal = ("first", "second")[len(before.counted)]
    could_be_two = bool(of_answers.missing) or len(before.of_unknown_parent) > 1
    if len(before.counted) + 1 >= most:
        would_be = "If another is found to count, it could not be issued."
    elif could_be_two:
        would_be = (
            "If a notice is found to count, this would be the second; if two are, it could not be issued."
        )
    else:
        would_be = "If that one is found to count, this would be the second."
    reasons.append(f"By what is known the notice would be the {ordinal}. {would_be}")
    is_ours = any(notice.parent or not notice.authority for notice in before.of_unknown_parent)
    return reading.decide(
        Outcome.PARENT_NOT_KNOWN if is_ours else Outcome.OTHER_AUTHORITY_UNKNOWN,
        *reasons,
        *_not_counted(before),
        *left_out_by_policy(before, reading, on=reading.as_at),
        facts=_facts(before),
        missing=(*of_parents.missing, *of_answers.missing),
    )


def _allowed(reading: Reading, before: NoticesBefore, parent: str) -> Decision:
    price = amounts(reading, notices_counted=len(before.counted), on=reading.as_at)
    until = many(reading.number("penalty_notice_payment_days"), "day")
    years = many(reading.number("penalty_notice_period_years"), "year")
    if price.lower is None:
        outcome = Outcome.SECOND
        reasons = [
            f"It would be the second penalty notice to {_of(parent)} for this child in {years}: "
            f"{named(before.counted)} counts until {said(before.counted[-1].counts_until)}.",
            f"It would be £{price.full}, to be paid within {until} of receipt, with no lower amount.",
        ]
    else:
        outcome = Outcome.FIRST
        early = many(reading.number("penalty_notice_first_period_days"), "day")
        reasons = [
            f"It would be the first penalty notice to {_of(parent)} for this child in {years}.",
            f"It would be £{price.lower} if paid within {early} of receipt, and £{price.full} if paid within {until}.",
        ]
    return reading.decide(
        outcome,
        *reasons,
        *_not_counted(before),
        *left_out_by_policy(before, reading, on=reading.as_at),
        facts=_facts(before) | {"lower_amount_pounds": price.lower, "amount_pounds": price.full},
    )


def _of(parent: str) -> str:
    return f"parent {parent}" if parent else "this parent"


def _not_counted(before: NoticesBefore) -> list[str]:
    return [f"Not counted: {notice.words}, {notice.why_not}." for notice in before.not_counted]


def _facts(before: NoticesBefore, *, free_again_on: date | None = None) -> dict[str, Fact]:
    return {
        "notices_counted": tuple(
            _fact(notice) | {"counts_until": notice.counts_until} for notice in before.counted
        ),
        "notices_not_counted": tuple(
            _fact(notice) | {"why": notice.why_not} for notice in before.not_counted
        ),
        "notices_of_unknown_parent": tuple(_fact(notice) for notice in before.of_unknown_parent),
        "authorities_not_answered": before.unanswered,
        "authorities_that_cannot_say": before.cannot_say,
        "free_again_on": free_again_on,
    }


def _fact(notice: NoticeBefore) -> dict[str, Fact]:
    return {
        "reference": notice.reference,
        "authority": notice.authority or "own",
        "issued_on": notice.issued_on,
    }
