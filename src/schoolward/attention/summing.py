"""Counts the calls of a day: how many by rule, for how many pupils, and for how many nobody has acted."""

from collections.abc import Iterable
from dataclasses import dataclass

from schoolward.attention.whom import Call

NOBODY_HAS_ACTED = (
    "pupils on the list with whom no step is on record since the day from which their earliest call has held"
)
"""The definition of the figure."""


@dataclass(frozen=True, kw_only=True)
class CallsOfRule:
    """How often one outcome of one rule calls, and for how many of those nobody has acted.

    That is null for calls on a school's registers as a whole: steps are told of pupils.
    """

    rule: str
    outcome: str
    what: str
    by_whom: str
    severity: int
    calls: int
    nobody_has_acted: int | None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The list in numbers. `nobody_has_acted` is of `pupils`; schools' own calls are in `calls` alone."""

    calls: int
    pupils: int
    schools: int
    nobody_has_acted: int
    by_rule: tuple[CallsOfRule, ...]


def summary_of(calls: Iterable[Call]) -> Summary:
    """The calls in numbers, the gravest outcome first."""
    calls = list(calls)
    groups: dict[tuple[str, str, str], list[Call]] = {}
    for call in calls:
        groups.setdefault((call.decision.rule, str(call.decision.outcome), call.action.by_whom), []).append(
            call
        )
    rows = [
        CallsOfRule(
            rule=rule,
            outcome=outcome,
            what=group[0].action.what,
            by_whom=by_whom,
            severity=group[0].action.severity,
            calls=len(group),
            nobody_has_acted=(
                None if group[0].pupil is None else sum(call.nobody_has_acted for call in group)
            ),
        )
        for (rule, outcome, by_whom), group in groups.items()
    ]
    by_pupil = gathered_by_pupil(calls)
    return Summary(
        calls=len(calls),
        pupils=len(by_pupil),
        schools=len({call.urn for call in calls}),
        nobody_has_acted=sum(nobody_has_acted(of_pupil) for of_pupil in by_pupil),
        by_rule=tuple(
            sorted(rows, key=lambda row: (-row.severity, -row.calls, row.rule, row.outcome, row.by_whom))
        ),
    )


def gathered_by_pupil(calls: Iterable[Call]) -> list[list[Call]]:
    """The calls of each child together, in the order of each child's first. Calls of schools are left out."""
    gathered: dict[int, list[Call]] = {}
    for call in calls:
        if call.child is not None:
            gathered.setdefault(call.child, []).append(call)
    return list(gathered.values())


def nobody_has_acted(calls: list[Call]) -> bool:
    """Whether no step with the pupil is on record since the earliest of the calls began."""
    return min(calls, key=lambda call: call.since_on).nobody_has_acted
