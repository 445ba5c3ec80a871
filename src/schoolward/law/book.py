"""The law of one authority: the national values with its local policy, asked as at a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from schoolward.law.decision import Decision, Fact
from schoolward.law.values import DatedValue, NoLawThen, Parameter, UnknownParameter


@dataclass(frozen=True, kw_only=True)
class Change:
    """A value that takes another's place on a day; `before` is null where it is the first."""

    parameter: Parameter
    before: DatedValue | None
    after: DatedValue


@dataclass(frozen=True)
class LawBook:
    """Every parameter by name. Made by `value_files.national_law` and `local_policy.with_local_policy`."""

    parameters: Mapping[str, Parameter]
    _found: dict[tuple[str, date], DatedValue] = field(default_factory=dict, repr=False, compare=False)

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; UnknownParameter names the nearest."""
        if name not in self.parameters:
            from difflib import get_close_matches

            near = get_close_matches(name, self.parameters, n=3)
            hint = f"did you mean {', '.join(near)}? " if near else ""
            raise UnknownParameter(
                f"the law has no parameter {name!r}: {hint}`schoolward law list` names them all"
            )
        return self.parameters[name]

    def value(self, name: str, on: date) -> DatedValue:
        """The value in force on a day. NoLawThen before the first, NotInForce after the last."""
        key = (name, on)
        if key not in self._found:
            self._found[key] = self.parameter(name).on(on)
        return self._found[key]

    def require_law_on(self, on: date) -> None:
        """NoLawThen for a day before the framework that the rules apply was in force."""
        first = self.parameter("national_framework").first_held_on
        if on < first:
            raise NoLawThen(
                f"no rule can be judged as at {on}: the law held here begins on {first}, with the national "
                f"framework and the register codes of that day. Ask as at {first} or later."
            )

    def changes(self, *, first_on: date, last_on: date) -> list[Change]:
        """What began, changed or ended on a day from the first to the last, by day and name."""
        found = []
        for parameter in self.parameters.values():
            for values in (parameter.values, parameter.local_values):
                for value in values:
                    if value.in_force_from is not None and first_on <= value.in_force_from <= last_on:
                        found.append(
                            Change(parameter=parameter, before=_before(parameter, value), after=value)
                        )
        return sorted(found, key=lambda c: (c.after.in_force_from or date.max, c.parameter.name))

    def reading(self, rule: str, as_at: date) -> "Reading":
        """The law as at a day, for one decision of one rule."""
        return Reading(self, rule, as_at)


def _before(parameter: Parameter, value: DatedValue) -> DatedValue | None:
    """What held on the day before the value began."""
    if value.in_force_from is None or value.in_force_from <= parameter.first_held_on:
        return None
    try:
        return parameter.on(value.in_force_from - timedelta(days=1))
    except LookupError:
        return None


class Reading:
    """Looks values up as at a day for one decision, and notes which, so that the decision can name them."""

    def __init__(self, book: LawBook, rule: str, as_at: date) -> None:
        self._book, self._rule, self.as_at = book, rule, as_at
        self._used: dict[tuple[str, date | None], DatedValue] = {}

    def value(self, name: str, on: date | None = None) -> DatedValue:
        """The value in force as at the decision's day, or on another day that the rule looks at."""
        found = self._book.value(name, self.as_at if on is None else on)
        self._used[name, found.in_force_from] = found
        return found

    def number(self, name: str, on: date | None = None) -> int:
        """A whole number of the parameter's unit."""
        content = self.value(name, on).content
        if not isinstance(content, int):
            raise TypeError(f"{name} is not a number")
        return content

    def listed(self, name: str, on: date | None = None) -> tuple[str, ...]:
        """A list of words, such as register codes."""
        content = self.value(name, on).content
        if not isinstance(content, tuple):
            raise TypeError(f"{name} is not a list")
        return content

    def word(self, name: str, on: date | None = None) -> str:
        """A word."""
        content = self.value(name, on).content
        if not isinstance(content, str):
            raise TypeError(f"{name} is not a word")
        return content

    def day(self, name: str, on: date | None = None) -> date:
        """A day, written in the file as yyyy-mm-dd."""
        return date.fromisoformat(self.word(name, on))

    def decide(
        self,
        outcome: StrEnum,
        *reasons: str,
        facts: Mapping[str, Fact] | None = None,
        missing: Iterable[str] = (),
        since_on: date | None = None,
        due_on: date | None = None,
    ) -> Decision:
        """The decision, resting on every value that was looked up until now."""
        return Decision(
            rule=self._rule,
            outcome=outcome,
            as_at=self.as_at,
            reasons=reasons,
            facts=facts or {},
            values=tuple(self._used.values()),
            missing=tuple(missing),
            since_on=since_on,
            due_on=due_on,
        )
