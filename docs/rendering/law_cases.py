"""Shows what a rule decided of a case: the outcome with its days and reasons, and the values that it rests on."""

from collections.abc import Iterator, Sequence
from datetime import date

from docs.rendering.law_facts import in_words, without_low_lines
from docs.rendering.markdown import bullets, day, prose, sentence
from schoolward.law.decision import Decision
from schoolward.law.rule import Rule
from schoolward.law.values import DatedValue
from tests.spec.law.case import Case

MOST_WORDS_OF_A_LIST = 6


def value_in_words(value: DatedValue) -> str:
    """What a value says, without the low lines that names have in files."""
    if value.unit == "day" and isinstance(value.content, str):
        return day(date.fromisoformat(value.content))
    return prose(without_low_lines(value.words))


def decision_of(case: Case, decision: Decision, rule: Rule) -> Iterator[str]:
    """What was decided, since when, by when somebody has to act, why, and what would have to be known."""
    outcome = in_words(decision.outcome.value)
    days = [f"since {day(decision.since_on)}"] if decision.since_on else []
    days += [f"last day {day(decision.due_on)}"] if decision.due_on else []
    calls = " Somebody has to act." if decision.outcome in rule.calls else ""
    yield f"As at {day(decision.as_at)}: **{outcome}**{''.join(f', {each}' for each in days)}.{calls}"
    yield bullets(prose(reason) for reason in decision.reasons)
    if decision.missing:
        yield f"Not known: {prose('; '.join(decision.missing))}."
    if case.note:
        yield prose(sentence(case.note))


class ValuesOfPage:
    """The values that the decisions of a page rest on, numbered in the order in which they first appear."""

    def __init__(self) -> None:
        self._numbers: dict[DatedValue, int] = {}

    def used_by(self, decision: Decision) -> str:
        """The values of one decision in a sentence, each with its number, and a mark where it is not verified."""
        parts = []
        for value in decision.values:
            number = self._numbers.setdefault(value, len(self._numbers) + 1)
            mark = "" if value.is_verified else ", **not verified**"
            parts.append(
                f"{in_words(value.name)}: {value_in_words(value)} ([{number}](#value-{number}){mark})"
            )
        return f"Rests on {'; '.join(parts)}." if parts else "Rests on no value of the law."

    @property
    def values(self) -> Sequence[DatedValue]:
        """In the order of their numbers."""
        return tuple(self._numbers)


def _in_short(value: DatedValue) -> str:
    """The value, of a long list only how long it is: the table of the page has it whole."""
    if isinstance(value.content, tuple) and len(value.content) > MOST_WORDS_OF_A_LIST:
        return f"{len(value.content)} {value.unit}"
    return value_in_words(value)
