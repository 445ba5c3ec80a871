"""Who needs whom on a day, and why: the list of calls, and every rule with its reasons on one pupil."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from schoolward.access.permissions import Permission
from schoolward.attention.borough import judge_borough
from schoolward.attention.calls import ByWhom
from schoolward.attention.enrolments import NotOnRoll
from schoolward.attention.explaining import explain as explained
from schoolward.attention.explaining import only_rules
from schoolward.attention.law_of_home import law_of
from schoolward.attention.summing import summary_of
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.console.arguments import DEFAULT_HOME, HOME, as_json, day, home_at, instant, names
from schoolward.console.attention_on_screen import show_attention
from schoolward.console.ending import plain_endings
from schoolward.console.explanation_on_screen import show_explained
from schoolward.console.seeing_as import AS, put_on_record, seen_by
from schoolward.law.rulebook import rule_named
from schoolward.measures.figures import BadQuestion
from schoolward.reports.calls import calls_as_objects, explained_as_objects, summary_as_object
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot, snapshot

AsAt = Annotated[str | None, typer.Option(help="Judge as at this day; today if none.")]
AsKnownOn = Annotated[str | None, typer.Option(help="As was known at the end of that day, or at that time.")]
OnlyRules = Annotated[
    list[str] | None,
    typer.Option("--rule", help="Only this rule; may be given again, or several with commas."),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]


def attention(
    as_at: AsAt = None,
    rule: OnlyRules = None,
    school: Annotated[
        list[int] | None, typer.Option(help="Only this school, by URN; may be given again.")
    ] = None,
    cohort: Annotated[
        list[str] | None,
        typer.Option(help="Only pupils in this cohort, as looked_after; may be given again."),
    ] = None,
    whom: Annotated[ByWhom | None, typer.Option(help="Only what this one has to do.")] = None,
    most: Annotated[
        int, typer.Option(min=0, help="How many pupils are shown on the screen, the most pressing first.")
    ] = 20,
    as_known_on: AsKnownOn = None,
    seen_as: Annotated[str | None, AS] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="Only the numbers: by rule, and where nobody has acted.")
    ] = False,
    json: AsJson = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Who needs whom: each pupil for whom a rule calls for action, what to do, by whom and by when."""
    with plain_endings():
        on = _day(as_at)
        wanted = sorted({rule_named(name).name for name in names(rule or [])})
        where = home_at(home)
        known = _known(where, as_known_on)
        _require_schools(known, school or [])
        cohorts = _known_cohorts(known, names(cohort or []))
        asked_at = now()
        seen = seen_by(where, seen_as, permission=Permission.ATTENTION_VIEW, at=asked_at)
        judged = judge_borough(known, as_at=on, law=law_of(where))
    calls = [
        call
        for call in seen.calls(judged.calls)
        if (not wanted or call.decision.rule in wanted)
        and (not school or call.urn in school)
        and (not cohorts or not cohorts.isdisjoint(call.cohorts))
        and (whom is None or call.action.by_whom is whom)
    ]
    if not summary:
        shown = {call.pupil for call in calls if call.pupil is not None}
        with plain_endings():
            put_on_record(
                where, EventKind.RECORDS_LISTED, at=asked_at, pupils=shown, seen_as=seen_as, page="attention"
            )
    known_at = _known_at(known, as_known_on)
    if json:
        make = summary_as_object if summary else calls_as_objects
        typer.echo(as_json(make(judged, calls, as_known_on=known_at)))
        return
    show_attention(
        judged,
        calls,
        summary_of(calls),
        most=0 if summary else most,
        as_known_on=known_at,
        only=_only(wanted, school or [], cohorts, whom),
    )


def explain(
    upn: Annotated[str, typer.Argument(metavar="UPN", help="The pupil.")],
    as_at: AsAt = None,
    rule: OnlyRules = None,
    as_known_on: AsKnownOn = None,
    seen_as: Annotated[str | None, AS] = None,
    json: AsJson = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Every rule with its reasons on one pupil, the values of the law behind them, and the marks as a calendar."""
    with plain_endings():
        on = _day(as_at)
        wanted = names(rule or [])
        only_rules((), wanted)
        where = home_at(home)
        known = _known(where, as_known_on)
        asked_at = now()
        seen = seen_by(where, seen_as, permission=Permission.PUPIL_VIEW, at=asked_at)
        try:
            told = explained(known, upn.strip().upper(), as_at=on, law=law_of(where), among=seen.pupils)
        except NotOnRoll:
            if seen_as is not None:
                put_on_record(
                    where,
                    EventKind.REFUSED,
                    at=asked_at,
                    pupils=(),
                    seen_as=seen_as,
                    permission=Permission.PUPIL_VIEW,
                    page="explain",
                )
            raise
        pupils = {each.enrolment.pupil for each in told}
        put_on_record(
            where, EventKind.RECORD_VIEWED, at=asked_at, pupils=pupils, seen_as=seen_as, page="explain"
        )
        decisions = [(each, only_rules(each.decisions, wanted)) for each in told]
    known_at = _known_at(known, as_known_on)
    if json:
        typer.echo(as_json(explained_as_objects(decisions, as_known_on=known_at)))
        return
    show_explained(decisions, as_at=on, as_known_on=known_at)


def _day(told: str | None) -> date:
    return now().date() if told is None else day(told, option="--as-at")


def _known(home: Home, as_known_on: str | None) -> Snapshot:
    known = snapshot(home, None if as_known_on is None else instant(as_known_on, option="--as-known-on"))
    if known.load == 0:
        raise BadQuestion(
            "nothing has been loaded yet; load files with `schoolward load PATH...`"
            if as_known_on is None or known.newest
            else f"nothing was known at {as_known_on}: the first load came later"
        )
    return known


def _known_at(known: Snapshot, as_known_on: str | None) -> str | None:
    """The instant asked for, or that of the last load, as with figures."""
    if as_known_on is not None:
        return instant(as_known_on, option="--as-known-on").isoformat()
    return None if known.received_at is None else known.received_at.isoformat()


def _require_schools(known: Snapshot, urns: Iterable[int]) -> None:
    held = set(known.rows(TableName.SCHOOLS)["urn"].to_pylist())
    for urn in urns:
        if urn not in held:
            raise BadQuestion(
                f"no school with the URN {urn} is known; `schoolward check --all` lists those that are"
            )


def _known_cohorts(known: Snapshot, wanted: Iterable[str]) -> frozenset[str]:
    held = set(known.rows(TableName.COHORTS)["cohort"].to_pylist())
    for name in wanted:
        if name not in held:
            those = ", ".join(sorted(held)) or "none; `schoolward load` brings a file of cohorts"
            raise BadQuestion(f"nobody was ever in a cohort {name!r}. Those known: {those}")
    return frozenset(wanted)


def _only(rules: Iterable[str], schools: Iterable[int], cohorts: Iterable[str], whom: ByWhom | None) -> str:
    """What the list was narrowed to, in words; empty for the whole list."""
    parts = [
        ", ".join(rules),
        ", ".join(map(str, schools)),
        ", ".join(sorted(cohorts)),
        "" if whom is None else f"what the {whom} has to do",
    ]
    return "; ".join(part for part in parts if part)
