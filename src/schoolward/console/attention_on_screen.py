"""Draws the list of calls: the numbers by what is to be done, then pupil by pupil, then schools."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from schoolward.attention.borough import Judged
from schoolward.attention.summing import NOBODY_HAS_ACTED, Summary, gathered_by_pupil, nobody_has_acted
from schoolward.attention.whom import Call, StepTaken
from schoolward.console.ending import screen
from schoolward.console.lines import say
from schoolward.console.words import many
from schoolward.law.marks import said
from schoolward.register.rounding import percentage

MOST_STEPS_SHOWN = 2
TIERS_SHOWN = {
    "severe": "severely absent",
    "persistent": "persistently absent",
    "at_risk": "at risk of persistent absence",
}
TRAJECTORIES_SHOWN = {"getting_worse": "getting worse", "better": "getting better", "steady": "steady"}


def show_attention(
    judged: Judged,
    calls: Sequence[Call],
    told: Summary,
    *,
    most: int,
    as_known_on: str | None,
    only: str = "",
) -> None:
    """The numbers, then the most pressing pupils with their calls, then as many schools with theirs.

    `only` says in words what the list was narrowed to.
    """
    if calls:
        screen.print(_by_rule(judged, told))
    else:
        say(f"Nobody is called to act as at {said(judged.as_at)}.", "bold")
    if only:
        say(f"Only {only}.")
    if calls:
        say(_headline(judged, told))
    up_to_date = judged.coverage
    covered = f"{up_to_date.schools_up_to_date} of {many(up_to_date.schools_expected, 'school')}"
    say(f"Registers of {covered} are up to date. As known on {as_known_on}.")
    pupils = gathered_by_pupil(calls)
    of_schools = [call for call in calls if call.pupil is None]
    for place, of_pupil in enumerate(pupils[:most], start=1):
        say()
        _show_pupil(place, of_pupil, steps_are_recorded=judged.steps_are_recorded)
    _show_schools(of_schools[:most])
    if most:
        _show_way_on(len(pupils), len(of_schools), most)


def _show_way_on(pupils: int, calls_of_schools: int, most: int) -> None:
    """How to see what was left out, and the reasons."""
    left_out = [
        words
        for count, words in (
            (pupils, many(pupils - most, "pupil")),
            (calls_of_schools, many(calls_of_schools - most, "call") + " on whole registers"),
        )
        if count > most
    ]
    if pupils or left_out:
        say()
    if left_out:
        say(
            f"Not shown: {' and '.join(left_out)}. --most {max(pupils, calls_of_schools)} shows all; --rule, --school "
            "and --whom narrow the list."
        )
    if pupils:
        say("`schoolward explain UPN` gives every rule with its reasons on one pupil, and the marks.")


def _headline(judged: Judged, told: Summary) -> str:
    on_pupils = f"{many(told.calls, 'call')} on {many(told.pupils, 'pupil')}"
    counted = f"{on_pupils} at {many(told.schools, 'school')}; {judged.pupils_on_roll:,} are on roll."
    if not judged.steps_are_recorded:
        return f"{counted} No steps have been loaded, so that whether anybody has acted is not known."
    if not told.pupils:
        return counted
    if not told.nobody_has_acted:
        return f"{counted} With each of the pupils a step is on record since the earliest call began."
    share = percentage(told.nobody_has_acted, told.pupils, 1)
    return (
        f"{counted} Nobody has acted for {told.nobody_has_acted:,} of {many(told.pupils, 'pupil')} ({share} %): these "
        f"are {NOBODY_HAS_ACTED}."
    )


def _by_rule(judged: Judged, told: Summary) -> Table:
    """A row for each outcome that calls, the gravest first; under what to do the names of rule and outcome."""
    table = Table(title=f"Who needs whom as at {said(judged.as_at)}")
    table.add_column("What to do")
    table.add_column("By whom")
    table.add_column("Calls", justify="right")
    if judged.steps_are_recorded:
        table.add_column("Nobody has acted", justify="right", max_width=len("has acted"))
    for row in told.by_rule:
        named = f"\n  {row.rule}: {row.outcome.replace('_', ' ')}"
        cells: list[Text | str] = [Text.assemble(row.what, (named, "dim")), row.by_whom, f"{row.calls:,}"]
        if judged.steps_are_recorded:
            cells.append("" if row.nobody_has_acted is None else f"{row.nobody_has_acted:,}")
        table.add_row(*cells)
    return table


def _show_pupil(place: int, calls: list[Call], *, steps_are_recorded: bool) -> None:
    first = calls[0]
    say(f"{place}. {first.upn} · {_who(first)}", "bold")
    for call in calls:
        place_of_school = "" if call.urn == first.urn else f" [{call.school}]"
        if call.upn != first.upn:
            place_of_school = f" [{call.school}, as {call.upn}]"
        say(f"{call.action.by_whom}{_when(call)}: {call.action.what}{place_of_school}", depth=3)
        say(_why(call), "dim", depth=6)
    if steps_are_recorded:
        say(_done(first.steps, calls), depth=3)


def _show_schools(calls: Sequence[Call]) -> None:
    """Calls on a school's registers as a whole."""
    if not calls:
        return
    say()
    say("On whole registers:", "bold")
    for call in calls:
        what = f"{call.school} ({call.urn}). {call.action.by_whom}{_when(call)}: {call.action.what}"
        say(what, depth=3)
        say(_why(call), "dim", depth=6)


def _when(call: Call) -> str:
    due_on = call.decision.due_on
    if due_on is None:
        return ""
    return f", by {said(due_on)}" if due_on >= call.decision.as_at else f", was due by {said(due_on)}"


def _why(call: Call) -> str:
    return f"{call.decision.rule}, since {said(call.since_on)}: {call.decision.reasons[0]}"


def _who(call: Call) -> str:
    parts = [f"year {call.year_group}" if call.year_group else "", f"{call.school} ({call.urn})"]
    if call.tier in TIERS_SHOWN:
        course = TRAJECTORIES_SHOWN.get(call.trajectory)
        parts.append(TIERS_SHOWN[call.tier] + (f", {course}" if course else ""))
    parts += [name.replace("_", " ") for name in call.cohorts]
    return " · ".join(part for part in parts if part)


def _done(steps: Sequence[StepTaken], calls: list[Call]) -> str:
    latest = "; ".join(_step(step) for step in steps[:MOST_STEPS_SHOWN])
    if nobody_has_acted(calls):
        since = said(min(call.since_on for call in calls))
        return f"Nobody has acted since {since}.{f' Before: {latest}.' if latest else ''}"
    more = len(steps) - MOST_STEPS_SHOWN
    return f"Done: {latest}{f' and {more} more' if more > 0 else ''}."


def _step(step: StepTaken) -> str:
    source = f" ({step.source})" if step.source else ""
    kind = "" if step.kind == "contact" else f"{step.kind.replace('_', ' ')} "
    return f"{said(step.on)} {kind}{step.event.replace('_', ' ')}{source}"
