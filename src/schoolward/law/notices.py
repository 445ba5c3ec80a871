"""Counts the penalty notices that a parent had for a child before, and says what they cost and what they rest on."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from schoolward.law.book import Reading
from schoolward.law.marks import many, said
from schoolward.law.periods import years_after
from schoolward.law.steps import Matter


@dataclass(frozen=True, kw_only=True)
class NoticeBefore:
    """An issued notice, and why it does not count; `why_not` empty: it counts until the day before `free_on`."""

    reference: str
    parent: str
    issued_on: date
    free_on: date
    authority: str
    why_not: str
    withdrawn_on: date | None
    """As far as is known. One that was withdrawn after the day asked about counted on that day."""

    @property
    def counts_until(self) -> date:
        """The last day on which it counts."""
        return self.free_on - timedelta(days=1)

    @property
    def words(self) -> str:
        """As people name it: "PN1 of 3 Oct 2025"."""
        name = f"authority {self.authority}'s notice" if self.authority else self.reference
        return f"{name} of {said(self.issued_on)}"


@dataclass(frozen=True, kw_only=True)
class NoticesBefore:
    """What is known of a parent's notices for a child on a day. Authorities are named by their three digits."""

    counted: tuple[NoticeBefore, ...]
    not_counted: tuple[NoticeBefore, ...]
    of_unknown_parent: tuple[NoticeBefore, ...]
    """Those that count if they were issued to this parent, and of which nobody can say whether they were."""
    unanswered: tuple[str, ...]
    cannot_say: tuple[str, ...]


class Amounts(NamedTuple):
    """What a notice costs, in pounds. `lower` null: it has no lower amount."""

    lower: int | None
    full: int


def notices_before(
    notices: Iterable[Matter],
    other_authorities: Iterable[Matter],
    *,
    parent: str,
    on: date,
    reading: Reading,
    known_on: date | None = None,
) -> NoticesBefore:
    """The notices of one parent for one child that had been issued by a day, in the order of their days.

    A notice counts if it was issued in the years before the day and not withdrawn by then, by whichever authority.
    Those of another parent, or from before the framework, do not. The notices given are all for the same child.
    `known_on` is a later day, until which answers of other authorities and withdrawals are taken to be known.
    """
    known_on = known_on or on
    years = reading.number("penalty_notice_period_years", on)
    counts_from = reading.day("penalty_notice_counts_from", on)
    enquiries = [m for m in other_authorities if not (m.parent and parent) or m.parent == parent]
    answers = [_answered(m, on, known_on) for m in enquiries]
    found: list[NoticeBefore] = []
    for issue in (
        *_own_issues(notices, on, known_on), *_issues_elsewhere(m.until(known_on) for m in enquiries),
    ):  # fmt: skip
        if issue.on > on:
            continue
        free_on = years_after(issue.on, years)
        why_not = ""
        if issue.parent and parent and issue.parent != parent:
            why_not = "issued to another parent"
        elif issue.withdrawn_on is not None and issue.withdrawn_on <= on:
            why_not = f"withdrawn on {said(issue.withdrawn_on)}"
        elif issue.on < counts_from:
            why_not = f"issued before {said(counts_from)}, from which notices count"
        elif on >= free_on:
            why_not = f"issued {many(years, 'year')} or longer ago"
        elif not issue.parent or not parent:
            why_not = _UNKNOWN_PARENT
        found.append(
            NoticeBefore(
                reference=issue.reference, parent=issue.parent, issued_on=issue.on, free_on=free_on,
                authority=issue.authority, why_not=why_not, withdrawn_on=issue.withdrawn_on,
            )
        )  # fmt: skip
    found.sort(key=lambda notice: (notice.issued_on, notice.authority, notice.reference))
    return NoticesBefore(
        counted=tuple(notice for notice in found if not notice.why_not),
        not_counted=tuple(notice for notice in found if notice.why_not not in ("", _UNKNOWN_PARENT)),
        of_unknown_parent=tuple(notice for notice in found if notice.why_not == _UNKNOWN_PARENT),
        unanswered=tuple(sorted(_authority_of(m) for m in answers if _is_unanswered(m))),
        cannot_say=tuple(sorted(_authority_of(m) for m in answers if _cannot_say(m))),
    )


_UNKNOWN_PARENT = "it is not known to which parent it was issued"


def amounts(reading: Reading, *, notices_counted: int, on: date) -> Amounts:
    """What a notice issued on the day costs, after so many that count."""
    if notices_counted:
        return Amounts(None, reading.number("penalty_notice_second_amount", on))
    return Amounts(
        reading.number("penalty_notice_first_lower_amount", on),
        reading.number("penalty_notice_first_amount", on),
    )


def is_standing(notice: Matter) -> bool:
    """Whether the notice was issued and has not been withdrawn."""
    return notice.on("issued") is not None and notice.on("withdrawn") is None


def chosen(reading: Reading, name: str, *, among: Collection[str], on: date | None = None) -> str:
    """The answer that policy gives to an open question; ValueError for one that the rules cannot follow."""
    word = reading.word(name, on)
    if word not in among:
        raise ValueError(f"{name} is {word!r}; the rules know {', '.join(repr(known) for known in among)}")
    return word


def named(notices: Sequence[NoticeBefore]) -> str:
    """The notices in words."""
    return " and ".join(notice.words for notice in notices)


class _Issue(NamedTuple):
    reference: str
    parent: str
    authority: str
    on: date
    withdrawn_on: date | None


def _own_issues(notices: Iterable[Matter], on: date, known_on: date) -> Iterator[_Issue]:
    for notice in notices:
        if (issued_on := notice.until(on).on("issued")) is not None:
            withdrawn_on = notice.until(known_on).on("withdrawn")
            yield _Issue(notice.reference, notice.parent, "", issued_on, withdrawn_on)


def _issues_elsewhere(asked: Iterable[Matter]) -> Iterator[_Issue]:
    """Each notice that another authority told of; a withdrawal is that of the latest standing one before it."""
    for matter in asked:
        issued: list[date] = []
        withdrawn: dict[int, date] = {}
        for event in sorted(matter.events, key=lambda event: (event.on, event.name != "notice_issued")):
            if event.name == "notice_issued":
                issued.append(event.on)
            elif event.name == "notice_withdrawn":
                standing = [place for place in range(len(issued)) if place not in withdrawn]
                if standing:
                    withdrawn[standing[-1]] = event.on
        for place, on in enumerate(issued):
            yield _Issue(matter.reference, matter.parent, _authority_of(matter), on, withdrawn.get(place))


def _answered(asked: Matter, on: date, known_on: date) -> Matter:
    """The enquiry as it stood on the day, if it was settled by then: what is asked later is about later notices."""
    then = asked.until(on)
    if known_on == on or (then.on("asked") and not _is_unanswered(then) and not _cannot_say(then)):
        return then
    return asked.until(known_on)


def _authority_of(asked: Matter) -> str:
    return asked.detail("asked") or "not named"


def _is_unanswered(asked: Matter) -> bool:
    """Whether the latest question is open. The day of a `notice_issued` is that of its issue, so it always answers."""
    asked_on = asked.on("asked")
    if asked_on is None or asked.on("notice_issued") is not None:
        return False
    answers = (asked.on("answered_none"), asked.on("cannot_say"))
    return all(on is None or on < asked_on for on in answers)


def _cannot_say(asked: Matter) -> bool:
    """Whether that it cannot say is the authority's last word."""
    said_on, none_on = asked.on("cannot_say"), asked.on("answered_none")
    if said_on is None or asked.on("notice_issued") is not None or _is_unanswered(asked):
        return False
    return none_on is None or none_on < said_on
