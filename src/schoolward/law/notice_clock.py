"""Works out for one penalty notice until when which amount can be paid, by the law of the day of its issue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schoolward.law.book import Reading
from schoolward.law.decision import Fact
from schoolward.law.marks import said
from schoolward.law.notice_doubts import Doubts, doubts_of_answers, doubts_of_parents, left_out_by_policy
from schoolward.law.notices import Amounts, NoticesBefore, amounts, named, notices_before
from schoolward.law.periods import last_day_of
from schoolward.law.steps import Matter, StepKind
from schoolward.law.working_days import working_day_after


@dataclass(frozen=True, kw_only=True)
class NoticeClock:
    """The days and amounts of one notice. `lower_until` null: it has no lower amount."""

    posted_on: date | None
    received_on: date
    price: Amounts
    lower_until: date | None
    until: date
    over_on: date
    counted_before: str
    """The notices that make it one without a lower amount, in words; empty for a first."""
    remarks: tuple[str, ...]
    """What throws doubt on the notice or its amount, in words."""
    missing: tuple[str, ...]
    """What could still change its amount."""
    facts: Mapping[str, Fact]

    def due(self, on: date) -> int | None:
        """What discharges the liability if it is paid on the day; null when it is too late."""
        if on > self.until:
            return None
        return (
            self.price.lower if self.lower_until is not None and on <= self.lower_until else self.price.full
        )

    def last_day(self, on: date) -> date:
        """The last day to pay in the period of the day; when that is over, the day on which it was over."""
        if self.lower_until is not None and on <= self.lower_until:
            return self.lower_until
        return self.until if on <= self.until else self.over_on


def clock_of(
    reading: Reading, notice: Matter, earlier: Sequence[Matter], *, issued_on: date
) -> NoticeClock | None:
    """The clock by the law of the day of issue; None where the notice is neither received nor posted.

    Of the `earlier` notices those issued before count, on one day those of the lower reference. What other
    authorities answer, and what was withdrawn, is taken as it is known on the day of the reading.
    """
    posted_on, received_on = notice.on("posted"), notice.on("received")
    if received_on is None and posted_on is not None:
        received_on = working_day_after(posted_on, reading.number("posted_notice_working_days", issued_on))
    else:
        posted_on = None
    before = notices_before(
        [
            other
            for other in earlier
            if other.kind is not StepKind.OTHER_AUTHORITY
            and (other.on("issued") or date.max, other.reference) < (issued_on, notice.reference)
        ],
        [other for other in earlier if other.kind is StepKind.OTHER_AUTHORITY],
        parent=notice.parent,
        on=issued_on,
        reading=reading,
        known_on=reading.as_at,
    )
    price = amounts(reading, notices_counted=len(before.counted), on=issued_on)
    days = reading.number("penalty_notice_payment_days", issued_on)
    lower_days = reading.number("penalty_notice_first_period_days", issued_on)
    if received_on is None:
        return None
    lower_until = None if price.lower is None else last_day_of(received_on, days=lower_days)
    until = last_day_of(received_on, days=days)
    doubts = _doubts(reading, before, issued_on)
    return NoticeClock(
        posted_on=posted_on,
        received_on=received_on,
        price=price,
        lower_until=lower_until,
        until=until,
        over_on=until + timedelta(days=1),
        counted_before=named(before.counted),
        remarks=(*_remarks(reading, before, issued_on), *doubts.reasons),
        missing=doubts.missing,
        facts={
            "issued_on": issued_on,
            "received_on": received_on,
            "is_taken_to_be_received": posted_on is not None,
            "notices_counted_before": tuple(other.words for other in before.counted),
            "notices_of_unknown_parent_before": tuple(other.words for other in before.of_unknown_parent),
            "authorities_not_answered": before.unanswered,
            "authorities_that_cannot_say": before.cannot_say,
            "lower_amount_pounds": price.lower,
            "lower_amount_until": lower_until,
            "amount_pounds": price.full,
            "amount_until": until,
        },
    )


def _doubts(reading: Reading, before: NoticesBefore, issued_on: date) -> Doubts:
    """What could still show it to be another notice than it is taken for, with what that would mean."""
    most = reading.number("penalty_notice_most_in_period", issued_on)
    if len(before.counted) >= most:
        return Doubts((), ())
    of_parents = doubts_of_parents(before, whose="to which parent this notice was issued")
    of_answers = doubts_of_answers(before, reading, on=issued_on)
    reasons = (*of_parents.reasons, *of_answers.reasons)
    if not before.counted and reasons:
        reasons += ("If a notice before it is found to count, this one has no lower amount.",)
    elif reasons:
        reasons += ("If another before it is found to count, this one could not be issued.",)
    return Doubts(
        (*reasons, *left_out_by_policy(before, reading, on=issued_on)),
        (*of_parents.missing, *of_answers.missing),
    )


def _remarks(reading: Reading, before: NoticesBefore, issued_on: date) -> Iterator[str]:
    if len(before.counted) >= reading.number("penalty_notice_most_in_period", issued_on):
        yield (
            f"When it was issued, {named(before.counted)} counted already, so that it could not be issued: look at "
            "whether it has to be withdrawn."
        )
    for other in before.counted:
        if other.withdrawn_on is not None:
            yield (
                f"{other.words[0].upper()}{other.words[1:]} counted when this one was issued, and was withdrawn on "
                f"{said(other.withdrawn_on)}: look at whether this one and its amount still stand."
            )
