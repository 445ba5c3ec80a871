"""Figures on the screen, or as CSV, JSON and Parquet, each with its coverage and as-known-on date."""

from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import typer
from rich.table import Table

from schoolward.audit.clock import now
from schoolward.console.arguments import (
    DEFAULT_HOME,
    HOME,
    ListsWithoutRepeating,
    as_json,
    conditions,
    day,
    home_at,
    instant,
    names,
)
from schoolward.console.ending import plain_endings, screen
from schoolward.console.seeing_as import AS, held_to
from schoolward.measures.definitions import Rate, measure_named
from schoolward.measures.definitions import measures as every_measure
from schoolward.measures.figures import AnnualRules, FigureRow, Mode, Question
from schoolward.register.rounding import percentage
from schoolward.reports.figures import DEFAULT_MEASURES, Told, told

__all__ = ["ListsWithoutRepeating", "figures", "measures"]


First = Annotated[str, typer.Option("--from", help="First day, as 2025-09-01.")]
Last = Annotated[str, typer.Option("--to", help="Last day, included.")]
Measures = Annotated[
    list[str] | None, typer.Option("--measure", help="What to count; `schoolward measures` lists them.")
]
By = Annotated[list[str] | None, typer.Option(help="What to group by: any combination of dimensions.")]
Where = Annotated[list[str] | None, typer.Option(help="Only where DIMENSION=VALUE.")]
AsKnownOn = Annotated[str | None, typer.Option(help="As was known at the end of that day, or at that time.")]
Unit = Annotated[Mode, typer.Option(help="Unit of count: enrolment (DfE's) or pupil (registrations merged).")]
EveryRule = Annotated[bool, typer.Option("--dfe-annual-rules", help="All three of DfE's annual rules.")]
Ages = Annotated[bool, typer.Option("--ages-5-to-15", help="Only ages 5 to 15 on 31 August.")]
NoYear11 = Annotated[
    bool,
    typer.Option(
        "--without-year-11-after-spring-bank-holiday",
        help="No sessions of 15-year-olds in the second half of the summer term.",
    ),
]
NoLateStarters = Annotated[
    bool,
    typer.Option(
        "--without-late-starters", help="No enrolments that began in the second half of the summer term."
    ),
]
ToCsv = Annotated[Path | None, typer.Option("--csv", help="Write the figures to this CSV file.")]
ToParquet = Annotated[Path | None, typer.Option("--parquet", help="Write them to this Parquet file.")]
AsJson = Annotated[bool, typer.Option("--json", help="A list of objects on standard output.")]


def figures(
    first: First,
    last: Last,
    measure: Measures = None,
    by: By = None,
    where: Where = None,
    as_known_on: AsKnownOn = None,
    mode: Unit = Mode.ENROLMENT,
    seen_as: Annotated[str | None, AS] = None,
    part: Annotated[
        str | None, typer.Option(help="With --as: of which part of their scope, if it has several.")
    ] = None,
    dfe_annual_rules: EveryRule = False,
    ages_5_to_15: Ages = False,
    without_year_11_after_spring_bank_holiday: NoYear11 = False,
    without_late_starters: NoLateStarters = False,
    to_csv: ToCsv = None,
    to_parquet: ToParquet = None,
    json: AsJson = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Count: choose measures, grouping, period, and what was known when."""
    with plain_endings():
        known_at = None if as_known_on is None else instant(as_known_on, option="--as-known-on")
        question = Question(
            measures=names(measure or [*DEFAULT_MEASURES]),
            by=names(by or []),
            first_on=day(first, option="--from"),
            last_on=day(last, option="--to"),
            where=conditions(where or []),
            mode=mode,
            annual_rules=AnnualRules(
                ages_5_to_15=ages_5_to_15 or dfe_annual_rules,
                without_year_11_after_spring_bank_holiday=(
                    without_year_11_after_spring_bank_holiday or dfe_annual_rules
                ),
                without_late_starters=without_late_starters or dfe_annual_rules,
            ),
        )
        place = home_at(home)
        question = held_to(place, question, seen_as, part=part, at=now())
        answered = told(place, question, known_at=known_at)
        if to_csv is not None:
            pa.csv.write_csv(_table(answered), to_csv)
        if to_parquet is not None:
            pq.write_table(_table(answered), to_parquet)
    if json:
        typer.echo(as_json(answered.objects()))
    elif to_csv is None and to_parquet is None:
        _show(answered)


def _table(answered: Told) -> pa.Table:
    question = answered.figures.question
    rows = []
    for flat in answered.objects():
        rows.append({**flat, **flat.pop("coverage")})
        del rows[-1]["coverage"]
    keys = [*question.by, *question.measures]
    keys += ["schools_reported", "schools_expected", "marks_reported", "marks_expected", "as_known_on"]
    types = {name: pa.string() for name in (*question.by, "as_known_on")}
    types |= {name: pa.string() for name in question.measures if isinstance(measure_named(name), Rate)}
    return pa.table({key: pa.array([row[key] for row in rows], types.get(key, pa.int64())) for key in keys})


def _show(answered: Told) -> None:
    question = answered.figures.question
    headings = [*question.by, *question.measures, "schools", "marks held"]
    rows = [
        [*row.group, *(_shown(row, name) for name in question.measures), *_coverage(row)]
        for row in answered.figures.rows
    ]
    lies_down = len(headings) * NARROWEST > screen.width and len(rows) * NARROWEST < screen.width
    title = f"{question.first_on:%d %b %Y} to {question.last_on:%d %b %Y}"
    screen.print(
        _lying(headings, rows, title) if lies_down else _standing(headings, rows, title, len(question.by))
    )
    unit = "pupils, registrations merged" if question.mode is Mode.PUPIL else "enrolments"
    screen.print(
        f"As known on {answered.as_known_on}. Counted by {unit}. Rates are rounded half up from the counts."
    )
    for name in question.measures:
        screen.print(
            f"  {name}: {measure_named(name).definition}", style="dim", highlight=False, soft_wrap=True
        )


NARROWEST = 14
"""Columns narrower than this break words; with fewer letters to spare the table is laid on its side."""


def _standing(headings: list[str], rows: list[list[str]], title: str, groups: int) -> Table:
    """A row a group."""
    table = Table(title=title)
    for place, heading in enumerate(headings):
        table.add_column(
            heading.replace("_", " "), justify="left" if place < groups else "right", overflow="fold"
        )
    for row in rows:
        table.add_row(*row)
    return table


def _lying(headings: list[str], rows: list[list[str]], title: str) -> Table:
    """A column a group."""
    table = Table(title=title, show_header=False)
    table.add_column()
    for _ in rows:
        table.add_column(justify="right", overflow="fold")
    for heading, *values in zip(headings, *rows, strict=True):
        table.add_row(heading.replace("_", " "), *values)
    return table


def _shown(row: FigureRow, name: str) -> str:
    defined = measure_named(name)
    if not isinstance(defined, Rate):
        return f"{row.counts[name]:,}"
    below = row.counts[defined.denominator]
    return "–" if below == 0 else f"{percentage(row.counts[defined.numerator], below, 1)} %"


def _coverage(row: FigureRow) -> tuple[str, str]:
    coverage = row.coverage
    marks = "no calendar"
    if coverage.marks_expected:
        marks = f"{percentage(coverage.marks_reported, coverage.marks_expected, 1)} %"
    return f"{coverage.schools_reported} of {coverage.schools_expected}", marks


def measures(json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Every measure with its definition."""
    told = every_measure()
    if json:
        typer.echo(as_json({name: measure.definition for name, measure in told.items()}))
        return
    table = Table("Measure", "What it counts", title="Measures")
    for name, measure in told.items():
        table.add_row(name, measure.definition)
    screen.print(table)
