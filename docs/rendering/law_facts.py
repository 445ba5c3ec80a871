"""Puts the facts of a case of the law into words: a table that needs no knowledge of how cases are written."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from docs.rendering.markdown import bullets, code, day, prose, table
from schoolward.law.steps import EVENTS, Detail, StepKind
from schoolward.law.value_files import national_law
from schoolward.register.calendars import SpanKind
from tests.spec.law.case import Given

MARKS = re.compile(r"(?P<afternoon>PM )?(?P<first>\d{1,2} \w{3} \d{4}): *(?P<marks>.+)")
"""A line of marks: the first session, and the codes of that session and those that follow."""

STEP = re.compile(
    r"(?P<kind>\w+) (?P<reference>\S+) (?P<event>\w+) (?P<on>\d{1,2} \w{3} \d{4})"
    r"(?: parent (?P<parent>\S+))?(?: *: *(?P<detail>.+))?"
)
"""A line of a step taken, as tests/spec/law/case.py reads it."""

CALENDAR = frozenset(kind.value for kind in SpanKind)

MOST_SPANS_IN_A_CASE = 3
"""A calendar of more is told once for a page, if cases share it, and named in each."""


def in_words(name: str) -> str:
    """A name as people write it: code_n_overdue as code N overdue."""
    return re.sub(r"\bcode ([a-z]\d?)\b", lambda found: f"code {found[1].upper()}", name.replace("_", " "))


def without_low_lines(words: str) -> str:
    """The words without the low lines, and in small letters where they were a name in capitals."""
    words = re.sub(r"\b[A-Z]+(_[A-Z]+)+\b", lambda found: found[0].lower(), words)
    return re.sub(r"(?<=\w)_(?=\w)", " ", words)


def _calendar(given: Given) -> tuple[str, ...]:
    return tuple(f"{name} {value}" for name, value in given.values if name in CALENDAR)


class CalendarsOfPage:
    """The long calendars that several cases of a page share, each under a letter."""

    def __init__(self, cases: Iterable[Given]) -> None:
        times = Counter(_calendar(given) for given in cases)
        shared = [each for each, count in times.items() if count > 1 and len(each) > MOST_SPANS_IN_A_CASE]
        self._letters = {each: chr(ord("A") + place) for place, each in enumerate(shared)}

    def legend(self) -> Iterator[str]:
        """Each calendar in full, if there are any."""
        if self._letters:
            yield "School calendars:"
            yield bullets(
                f'<a id="calendar-{letter.lower()}"></a>**{letter}**: {prose("; ".join(spans))}'
                for spans, letter in self._letters.items()
            )

    def of(self, given: Given) -> str:
        """The calendar of a case, by the letter of one that it holds whole and what it has besides; "" if none."""
        own = _calendar(given)
        held = [each for each in self._letters if set(each) <= set(own)]
        if not held:
            return prose("; ".join(own))
        known = max(held, key=len)
        letter = self._letters[known]
        besides = [f"with {span}" for span in own if span not in known]
        return "; ".join([f"[calendar {letter}](#calendar-{letter.lower()})", *map(prose, besides)])


def facts(given: Given, calendars: CalendarsOfPage) -> str:
    """The facts as a table, in the order of the case; calendar and policy are one fact each."""
    calendar = calendars.of(given)
    rows = [("school calendar", calendar)] if calendar else []
    rows += [
        (in_words(name), fact_in_words(name, value))
        for name, value in given.values
        if name not in CALENDAR and name != "policy"
    ]
    rows += [("local policy", line) for line in _policy(given.every("policy"))]
    return table(("fact", "what is told"), rows) if rows else "Nothing is told."


def fact_in_words(name: str, value: str) -> str:
    """What a fact says."""
    if name == "step" and (step := STEP.fullmatch(value)):
        return _step(step)
    if " | " in value:
        return ": ".join(fact_in_words("", part.strip()) for part in value.split(" | "))
    if marks := MARKS.fullmatch(value):
        half = ", afternoon" if marks["afternoon"] else ""
        return f"from {marks['first']}{half}: {code(marks['marks'].replace(' x ', ' × '))}"
    return prose(without_low_lines(value)) if value else "none"


def _step(step: re.Match[str]) -> str:
    parent = f", parent {step['parent']}" if step["parent"] else ""
    kind, event = StepKind(step["kind"]), step["event"]
    told = f"{in_words(kind)} {step['reference']}{parent}: {in_words(event)} {step['on']}"
    if not step["detail"]:
        return prose(told)
    before = {Detail.POUNDS: "£", Detail.GROUND: "ground ", Detail.AUTHORITY: "authority "}
    after = {Detail.SESSIONS: " sessions"}
    form = EVENTS[kind].get(event, Detail.WORDS)
    detail = f"{before.get(form, '')}{without_low_lines(step['detail'])}{after.get(form, '')}"
    return prose(f"{told} ({detail})")


def _policy(lines: Sequence[str]) -> Iterator[str]:
    for name, values in tomllib.loads("\n".join(lines)).items():
        for value in values:
            content = value["value"]
            told = ", ".join(content) if isinstance(content, list) else str(content)
            unit = f" {national_law().parameter(name).unit}" if isinstance(content, int) else ""
            begins = day(value["from"]) if isinstance(value["from"], date) else str(value["from"])
            yield prose(
                f"{in_words(name)}: {without_low_lines(told)}{unit} from {begins} ({value['citation']})"
            )
