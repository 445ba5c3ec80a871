"""Invents the steps of law in the borough: notices to improve, penalty notices at every stage, orders, prosecutions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from schoolward.demo.dates import FIRST_LOAD_ON
from schoolward.demo.roll_book import BASE_YEAR
from schoolward.demo.steps.matter import Event, Matter, matter
from schoolward.demo.steps.noticed import Noticed, days_later

_PUPILS_PER_NOTICE = 800
_PUPILS_PER_IMPROVEMENT = 1_800
_PUPILS_PER_ORDER = 9_000
_PUPILS_PER_PROSECUTION = 5_000
_ISSUED_AFTER = 18
"""Calendar days from the end of a holiday to the notice for it."""

_MOST_NOTICES = 2
_SECOND_AMOUNT = "160"

_FRAMEWORK_ON = date(2024, 9, 1)
"""The beginning of the first school year of the national framework for penalty notices."""

_ENDS = (
    ("paid", 12, "80"),
    ("paid", 19, "80"),
    ("paid", 26, "160"),
    ("paid", 6, "80"),
    ("withdrawn", 15, "MATERIAL_ERROR"),
    ("paid", 20, "80"),
    ("prosecuted", 70, ""),
    ("paid", 27, "160"),
    ("withdrawn", 44, "NOT_PROSECUTED"),
    ("", 0, ""),
    ("withdrawn", 10, "OUTSIDE_CODE"),
)
"""How notices end in turn: the event, the days from receipt, the detail. One stays open."""

_IMPROVED = ("met", "not met", "met", "not met", "met", "")


def legal_matters(children: Sequence[Noticed], *, pupils: int) -> Iterator[tuple[Noticed, Matter]]:
    """The matters with the children whom they concern, of all years. `pupils` are the borough's."""
    fined = _Fined()
    for academic_year in sorted({child.academic_year for child in children}):
        of_year = [child for child in children if child.academic_year == academic_year]
        on_holiday = [child for child in of_year if _was_on_holiday(child)]
        if academic_year == BASE_YEAR:
            yield from _notices_of_the_year_before(on_holiday, fined, pupils=pupils)
        yield from _penalty_notices(on_holiday, fined, pupils=pupils)
        yield from _other_matters(of_year, pupils=pupils)


class _Fined:
    """Which parents have had a notice that stands: the second has no lower amount, and there is no third."""

    def __init__(self) -> None:
        self._had: Counter[tuple[str, str]] = Counter()

    def next_end(self, child: Noticed, parent: str, end: tuple[str, int, str]) -> tuple[str, int, str] | None:
        """How the parent's next notice ends, or None where there can be none."""
        had = self._had[child.upn, parent]
        if had >= _MOST_NOTICES:
            return None
        self._had[child.upn, parent] += end[0] != "withdrawn"
        return (end[0], end[1], _SECOND_AMOUNT) if had and end[0] == "paid" else end


def _penalty_notices(
    on_holiday: Sequence[Noticed], fined: _Fined, *, pupils: int
) -> Iterator[tuple[Noticed, Matter]]:
    """Notices for holidays of the year; every third family's to both parents."""
    for turn, child in enumerate(_spread(on_holiday, _count(pupils, _PUPILS_PER_NOTICE))):
        for parent in ("A", "B") if turn % 3 == 1 else ("A",):
            end = fined.next_end(child, parent, _ENDS[turn % len(_ENDS)])
            if end is not None:
                yield child, _penalty_notice(child, turn, end=end, parent=parent)


def _notices_of_the_year_before(
    on_holiday: Sequence[Noticed], fined: _Fined, *, pupils: int
) -> Iterator[tuple[Noticed, Matter]]:
    """Notices of 2024/25, when the national framework began, to some of those who were on holiday again."""
    again = _spread(on_holiday, _count(pupils, _PUPILS_PER_NOTICE))
    others = [child for at, child in enumerate(on_holiday) if at % 7 == 3]
    chosen = again[::8] + _spread(others, _count(pupils, 3 * _PUPILS_PER_NOTICE))
    of_age_then = [
        child for child in chosen if child.is_of_age(_FRAMEWORK_ON) and child.first_on == FIRST_LOAD_ON
    ]
    for turn, child in enumerate(of_age_then):
        issued = date(2024, 10, 7) + timedelta(days=7 * (turn * 5 % 34))
        end = fined.next_end(child, "A", _ENDS[turn % 4])
        if end is not None:
            yield (
                child,
                _notice(issued, first=issued - timedelta(days=21), last=issued - timedelta(days=17), end=end),
            )


def _other_matters(of_year: Sequence[Noticed], *, pupils: int) -> Iterator[tuple[Noticed, Matter]]:
    """Notices to improve, supervision orders and prosecutions, of children who missed much without leave."""
    out_of_school = [
        child
        for child in of_year
        if not child.holiday_until
        and child.unauthorised >= 14
        and child.days > 60
        and child.is_of_age(child.first_on, child.last_on)
    ]
    improvements, orders, prosecutions = (
        _count(pupils, each) for each in (_PUPILS_PER_IMPROVEMENT, _PUPILS_PER_ORDER, _PUPILS_PER_PROSECUTION)
    )
    for turn, child in enumerate(_spread(out_of_school, improvements + orders + prosecutions)):
        if turn % 4 == 1 and prosecutions:
            prosecutions -= 1
            yield from ((child, each) for each in _prosecution(child))
        elif turn % 4 == 3 and orders:
            orders -= 1
            yield child, _supervision_order(child)
        else:
            yield child, _notice_to_improve(child, turn)


def _was_on_holiday(child: Noticed) -> bool:
    """Five school days of holiday without leave, at compulsory school age."""
    first, last = child.holiday_from, child.holiday_until
    return (
        first is not None and last is not None and child.is_of_age(first, last) and child.unauthorised >= 10
    )


def _count(pupils: int, each: int) -> int:
    return max(1, round(pupils / each))


def _spread(children: Sequence[Noticed], count: int) -> list[Noticed]:
    """So many of the children, evenly spread over the schools."""
    count = min(count, len(children))
    return [children[at * len(children) // count] for at in range(count)]


def _penalty_notice(child: Noticed, turn: int, *, end: tuple[str, int, str], parent: str) -> Matter:
    assert child.holiday_from is not None
    assert child.holiday_until is not None
    issued = days_later(child.holiday_until, _ISSUED_AFTER + turn % 5)
    return _notice(issued, first=child.holiday_from, last=child.holiday_until, end=end, parent=parent)


def _notice(issued: date, *, first: date, last: date, end: tuple[str, int, str], parent: str = "A") -> Matter:
    received = issued + timedelta(days=3)
    events = [
        Event("issued", issued),
        Event("posted", issued),
        Event("received", received),
        Event("offence_from", first),
        Event("offence_until", last),
    ]
    name, after, detail = end
    if name:
        events.append(Event(name, received + timedelta(days=after), detail))
    return Matter("penalty_notice", tuple(events), parent)


def _notice_to_improve(child: Noticed, turn: int) -> Matter:
    issued = child.day(40 + int(child.chance[6] * max(1, child.days - 60)))
    starts = days_later(issued, 3)
    ends = starts + timedelta(days=27 + 7 * (turn % 3))
    events = [
        Event("issued", issued),
        Event("starts", starts),
        Event("ends", ends),
        Event("most_unauthorised_sessions", issued, str(turn % 3)),
    ]
    decided = _IMPROVED[turn % len(_IMPROVED)]
    if decided:
        events.append(Event("decided", days_later(ends, 3), decided))
    return Matter("notice_to_improve", tuple(events), "A")


def _supervision_order(child: Noticed) -> Matter:
    considered = child.day(35 + int(child.chance[6] * max(1, child.days - 50)))
    return matter(
        "education_supervision_order",
        ("considered", considered, "apply: advice and direction may bring the child back"),
        ("childrens_services_consulted", days_later(considered, 14)),
        ("applied", days_later(considered, 35)),
        ("made", days_later(considered, 70)),
    )


def _prosecution(child: Noticed) -> Iterator[Matter]:
    proposed = child.day(45 + int(child.chance[6] * max(1, child.days - 55)))
    yield matter(
        "education_supervision_order",
        ("considered", proposed - timedelta(days=7), "not suitable: the family declines all help"),
    )
    yield matter(
        "prosecution",
        ("proposed", proposed),
        ("absence_from", proposed - timedelta(days=42)),
        ("absence_until", proposed - timedelta(days=10)),
        ("information_laid", days_later(proposed, 28)),
        ("decided", days_later(proposed, 90), "found guilty: fine"),
        parent="A",
    )
