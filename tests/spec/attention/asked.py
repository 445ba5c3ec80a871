"""An attendance officer's desk for tests: sends registers told in a few words, and asks who needs whom."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from schoolward.attention.borough import Judged, judge_borough
from schoolward.attention.explaining import Explained, explain
from schoolward.attention.whom import Call
from schoolward.law.value_files import national_law
from tests.spec.measures.example import read_day
from tests.spec.store.sent import ALDER, BIRCH, LETTERS, Desk, marks, upn

AUTUMN = ("term 2025-09-01 2025-10-24", "term 2025-11-03 2025-12-19")
"""The spans of a calendar: half a school year with its half-term holiday."""
HOLIDAYS = ((date(2025, 10, 25), date(2025, 11, 2)),)
FIRST_DAY = "1 Sep 2025"


def register(pupils: str, *coded: str, until: str, since: str = FIRST_DAY, school: int = ALDER) -> str:
    """A marks file: these pupils, by their letters, are in school on every school day, but for what is coded.

    `coded` is "A 6 Oct to 10 Oct: O", "A 6 Oct: N" or "A 6 Oct PM: I", of the autumn of 2025; "-" is a mark that was
    not made, and "nothing" leaves the marks out.
    """
    codes = {slot: code for line in coded for slot, code in _coded(line)}
    rows = [
        f"{letter} {on} {half} {code}"
        for letter in pupils
        for on in school_days(since, until)
        for half, present in (("AM", "/"), ("PM", "\\"))
        if (code := codes.get((letter, on, half), present)) != "nothing"
    ]
    return marks(*rows, school=school)


def school_days(first: str, last: str) -> list[date]:
    """The school days of that autumn from one day to another."""
    first_on, last_on = read_day(first), read_day(last)
    every = (first_on + timedelta(days=number) for number in range((last_on - first_on).days + 1))
    return [on for on in every if on.weekday() < 5 and not any(a <= on <= b for a, b in HOLIDAYS)]


def _coded(line: str) -> Iterator[tuple[tuple[str, date, str], str]]:
    when, _, code = line.partition(":")
    letter, _, spell = when.strip().partition(" ")
    halves: tuple[str, ...] = ("AM", "PM")
    for half in halves:
        if spell.endswith(f" {half}"):
            halves, spell = (half,), spell.removesuffix(f" {half}")
    first, _, last = spell.partition(" to ")
    for on in school_days(f"{first} 2025", f"{last or first} 2025"):
        for half in halves:
            yield (letter, on, half), code.strip()


def asked(desk: Desk, as_at: str, *, at: str | None = None) -> Judged:
    """Everybody judged as at the day, as it was known at an instant."""
    return judge_borough(desk.known(at), as_at=read_day(as_at), law=national_law())


def listed(desk: Desk, as_at: str, *rules: str, at: str | None = None) -> list[str]:
    """The calls, the most pressing first, as `A code_n_overdue: overdue`: of these rules, or of all."""
    return [in_short(call) for call in of_rules(asked(desk, as_at, at=at).calls, *rules)]


def of_rules(calls: Iterable[Call], *rules: str) -> list[Call]:
    """The calls of these rules, or of all."""
    return [call for call in calls if not rules or call.decision.rule in rules]


def in_short(call: Call) -> str:
    """Whom it is about, the rule and the outcome."""
    return f"{who(call)} {call.decision.rule}: {call.decision.outcome}"


def who(call: Call) -> str:
    """The pupil's letter, with the school if that is not Alder; of a call on a school, the school alone."""
    school = {ALDER: "Alder", BIRCH: "Birch"}[call.urn]
    letter = LETTERS.get(call.upn, "")
    return letter if letter and call.urn == ALDER else f"{letter} {school}".strip()


def explained(desk: Desk, letter: str, as_at: str) -> tuple[Explained, ...]:
    """The explanation of one pupil."""
    return explain(desk.known(), upn(letter), as_at=read_day(as_at), law=national_law())


def outcomes(desk: Desk, letter: str, as_at: str, rule: str) -> list[str]:
    """What the rule answers of the pupil, at the main registration first: `Alder overdue`, with * where it calls."""
    return [
        f"{'Alder' if each.enrolment.school.urn == ALDER else 'Birch'} {decision.outcome}"
        f"{'*' if each.is_listed(decision) else ''}"
        for each in explained(desk, letter, as_at)
        for decision in each.decisions
        if decision.rule == rule
    ]
