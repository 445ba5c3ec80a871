"""Data quality by school, on the screen or for a program."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from schoolward.access.permissions import Permission
from schoolward.attention.law_of_home import law_of
from schoolward.audit.clock import now
from schoolward.console.arguments import DEFAULT_HOME, HOME, as_json, day, home_at
from schoolward.console.ending import plain_endings, screen
from schoolward.console.seeing_as import AS, seen_by
from schoolward.console.words import many
from schoolward.engines.duckdb.quality import SchoolQuality, quality
from schoolward.measures.figures import BadQuestion
from schoolward.register.years import AcademicYear
from schoolward.store.snapshot import snapshot


def check(
    first: Annotated[
        str | None, typer.Option("--from", help="First day; the academic year's if none.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day; the day judged at if none.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="Judge as at this day; today if none.")] = None,
    seen_as: Annotated[str | None, AS] = None,
    every_school: Annotated[bool, typer.Option("--all", help="Schools without a defect, too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Data quality by school: missing marks, overdue code N, retired codes, schools that have not sent."""
    with plain_endings():
        judged_on = now().date() if on is None else day(on, option="--on")
        last_on = judged_on if last is None else day(last, option="--to")
        first_on = AcademicYear.of(last_on).first_on if first is None else day(first, option="--from")
        if first_on > min(last_on, judged_on):
            raise BadQuestion(f"nothing lies between {first_on} and {min(last_on, judged_on)}")
        where = home_at(home)
        found = quality(snapshot(where), first_on=first_on, last_on=last_on, on=judged_on, law=law_of(where))
        seen = seen_by(where, seen_as, permission=Permission.LOAD_VIEW, at=now())
        if seen.schools is not None:
            found = [school for school in found if school.school in seen.schools]
    if json:
        typer.echo(as_json([{**asdict(school), "is_silent": school.is_silent} for school in found]))
        return
    _show(found, judged_on, every_school=every_school)


def _show(found: list[SchoolQuality], on: date, *, every_school: bool) -> None:
    table = Table(title=f"What schools have to put right, as at {on:%d %b %Y}")
    for heading in ("URN", "School"):
        table.add_column(heading)
    for heading in (
        "Marks",
        "Missing",
        "N overdue",
        "Retired codes",
        "Not on roll",
        "On closed days",
        "Last mark",
    ):
        table.add_column(heading, justify="right")
    for school in found:
        if every_school or not school.is_clean:
            table.add_row(
                str(school.school),
                school.name,
                *(
                    f"{number:,}"
                    for number in (
                        school.marks,
                        school.missing_marks,
                        school.overdue_n,
                        school.retired_codes,
                        school.not_on_roll,
                        school.on_closed_days,
                    )
                ),
                "never" if school.last_mark_on is None else f"{school.last_mark_on:%d %b %Y}",
            )
    screen.print(table)
    silent = [school for school in found if school.is_silent]
    clean = sum(school.is_clean for school in found)
    screen.print(f"{many(len(found), 'school')}; {clean} with nothing to put right.")
    for school in silent:
        since = "in this period" if school.last_mark_on is None else f"since {school.last_mark_on:%d %b %Y}"
        screen.print(f"{school.name} has sent nothing {since}: {school.silent_days} school days.")
