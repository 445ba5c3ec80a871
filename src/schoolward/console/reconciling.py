"""Our figures beside DfE's, on the screen or for a program."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.compute as pc
import typer
from rich.table import Table

from schoolward.console.arguments import DEFAULT_HOME, HOME, as_json, home_at, names
from schoolward.console.ending import Exit, plain_endings, screen
from schoolward.console.words import many
from schoolward.engines.duckdb.answers import answer
from schoolward.engines.reconciliation import Compared
from schoolward.engines.reconciliation import reconcile as compared_with
from schoolward.measures.definitions import measure_named
from schoolward.measures.figures import BadQuestion
from schoolward.store.layout import TableName
from schoolward.store.snapshot import snapshot


def reconcile(
    area: Annotated[
        list[str] | None, typer.Option(help="Three-digit code of an authority; your own if none is named.")
    ] = None,
    measure: Annotated[list[str] | None, typer.Option(help="Only these measures.")] = None,
    differences_only: Annotated[
        bool, typer.Option("--differences", help="Only figures that differ.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    home: Annotated[Path, HOME] = DEFAULT_HOME,
) -> None:
    """Our figures beside DfE's published ones (load its open-data CSV first), with differences and likely causes.

    Exit code 0: all agree; 6: some differ.
    """
    with plain_endings():
        place = home_at(home)
        known = snapshot(place)
        reference = known.rows(TableName.REFERENCE)
        if reference.num_rows == 0 or known.received_at is None:
            raise BadQuestion(
                "no published figures are loaded: load DfE's open-data CSV with `schoolward load`"
            )
        wanted = [measure_named(name).name for name in names(measure or [])]
        if wanted:
            reference = reference.filter(pc.is_in(reference["measure"], pa.array(wanted)))
        found = compared_with(
            reference,
            lambda question: answer(known, question),
            areas=names(area or [place.authority.code]),
            received_on=known.received_at.date(),
        )
        if not found:
            raise BadQuestion(
                "the published figures that are loaded have none for this area and these measures"
            )
    different = [one for one in found if not one.is_equal]
    shown = different if differences_only else found
    if json:
        typer.echo(as_json([_object(one) for one in shown]))
    else:
        _show(shown)
        screen.print(
            f"{many(len(found), 'figure')} compared: {len(found) - len(different):,} agree, {len(different):,} differ."
        )
    raise typer.Exit(Exit.DIFFERENT if different else Exit.DONE)


def _object(one: Compared) -> dict[str, object]:
    return {
        "area_code": one.area_code,
        "area_name": one.area_name,
        "phase": one.phase,
        "period": one.period,
        "first_on": one.first_on.isoformat(),
        "last_on": one.last_on.isoformat(),
        "measure": one.measure,
        "published": str(one.published),
        "ours": None if one.ours is None else f"{one.ours:f}",
        "difference": None if one.difference is None else f"{one.difference:f}",
        "likely_causes": list(one.causes),
    }


def _show(found: list[Compared]) -> None:
    table = Table(title="Our figures beside the published ones")
    for heading in ("Area", "Phase", "Period", "Measure"):
        table.add_column(heading, overflow="fold")
    for heading in ("Published", "Ours", "Difference"):
        table.add_column(heading, justify="right")
    table.add_column("Likely causes")
    notes = _notes(found)
    for one in found:
        period = f"{one.first_on:%d %b %Y}" + (
            "" if one.first_on == one.last_on else f" to {one.last_on:%d %b %Y}"
        )
        table.add_row(
            one.area_name, one.phase, period, one.measure, f"{one.published:,}",
            "–" if one.ours is None else f"{one.ours:,.6g}" if one.ours % 1 else f"{one.ours:,.0f}",
            "–" if one.difference is None else f"{one.difference:,}",
            "; ".join(f"note {notes[cause]}" if cause in notes else cause for cause in one.causes),
        )  # fmt: skip
    screen.print(table)
    for cause, number in notes.items():
        screen.print(f"  note {number}: {cause}", highlight=False, soft_wrap=True)
    screen.print(
        "Counted as DfE counts: ages 5 to 15 on 31 August, 15-year-olds only until the spring bank holiday.",
        soft_wrap=True,
    )


def _notes(found: list[Compared]) -> dict[str, int]:
    """The causes that more than one figure has, numbered, so that the table need not repeat them."""
    times = Counter(cause for one in found for cause in one.causes)
    shared = [cause for cause, count in times.items() if count > 1]
    return {cause: number for number, cause in enumerate(shared, start=1)}
