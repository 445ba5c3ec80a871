"""Turns the cells of a published table into reference figures, each with its place, phase and period."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from schoolward.intake.batches import REFERENCE, Kind, ReadFile
from schoolward.intake.dfe_measures import phase_named
from schoolward.intake.dfe_periods import Period
from schoolward.intake.headings import Known
from schoolward.intake.refusals import Refusals
from schoolward.intake.tabular import Column, Sheet

PLACE_COLUMNS = (
    Known("geographic_level"),
    Known("country_code"),
    Known("country_name"),
    Known("region_code"),
    Known("region_name"),
    Known("old_la_code"),
    Known("la_name"),
)

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?", re.IGNORECASE | re.ASCII)
_HELD_BACK = frozenset(("", "na", "n/a", "c", "x", "z", "k", "u", "low", "-", ".", "..", ":", "~"))
_LEVELS = {
    "national": ("national", "country_code", "country_name", re.compile(r"[A-Z][0-9]{8}")),
    "regional": ("regional", "region_code", "region_name", re.compile(r"[A-Z][0-9]{8}")),
    "local authority": ("local_authority", "old_la_code", "la_name", re.compile(r"[0-9]{3}")),
}


@dataclass(frozen=True, kw_only=True)
class Cells:
    """A column of figures, the measure that they are, and the rows (by mask; null: all) in which they are that."""

    column: Column
    measure: str
    rows: np.ndarray | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a figure is of."""

    level: str
    code: str
    name: str


class Figures:
    """The rows of a published table while they are read: what each is of, and what is found against it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.refusals = Refusals(len(sheet.lines))
        self.warnings = list(sheet.warnings)
        self._left_out = np.zeros(len(sheet.lines), dtype=bool)
        self._columns: dict[str, pa.Array] = {}

    def leave_out(self, rows: np.ndarray, *, why: str) -> None:
        """Passes over rows that are not of our kind; they are neither accepted nor refused, and warned of."""
        count = int(np.count_nonzero(rows & ~self._left_out))
        if count:
            self.warnings.append(f"rows passed over, {why}: {count:,}")
        self._left_out = self._left_out | rows

    def each(self, names: Sequence[str], read: Callable[..., object]) -> tuple[list[object], np.ndarray]:
        """What `read` makes of each combination of these columns' cells, and by row which combination it has."""
        columns = [self.sheet.get(name) for name in names]
        blank = np.zeros(len(self.sheet.lines), dtype=np.int32)
        index = np.column_stack([blank if column is None else column.index for column in columns])
        kinds, kind_of = np.unique(index, axis=0, return_inverse=True)
        texts = [[""] if column is None else column.texts() for column in columns]
        return [
            read(*(text[at] for text, at in zip(texts, kind, strict=True))) for kind in kinds
        ], kind_of.ravel()

    def place(self, places: list[object], place_of: np.ndarray, *, shown: Column) -> None:
        """Gives each row its place; None refuses it, and a word in its stead passes over it."""
        of_other_kind = np.array([isinstance(place, str) for place in places], dtype=bool)
        self.leave_out(of_other_kind[place_of], why="not of England, a region or a local authority")
        missing = np.array([place is None for place in places], dtype=bool)
        self.refusals.refuse(
            missing[place_of] & ~self._left_out, reason="figure_place", field=shown.name, column=shown
        )
        found = [place if isinstance(place, Place) else None for place in places]
        for name, values in (
            ("area_level", [place and place.level for place in found]),
            ("area_code", [place and place.code for place in found]),
            ("area_name", [place and place.name for place in found]),
        ):
            self._columns[name] = pa.array(values, pa.string()).take(pa.array(place_of))

    def date(self, periods: list[object], period_of: np.ndarray, *, shown: Column) -> None:
        """Gives each row its period; None refuses it."""
        missing = np.array([period is None for period in periods], dtype=bool)
        self.refusals.refuse(
            missing[period_of] & ~self._left_out, reason="figure_time", field=shown.name, column=shown
        )
        found = [period if isinstance(period, Period) else None for period in periods]
        by_row = pa.array(period_of)
        self._columns["period"] = pa.array([period and period.kind for period in found], pa.string()).take(
            by_row
        )
        self._columns["first_on"] = pa.array(
            [period and period.first_on for period in found], pa.date32()
        ).take(by_row)
        self._columns["last_on"] = pa.array(
            [period and period.last_on for period in found], pa.date32()
        ).take(by_row)

    def phase(self, column: Column | None) -> None:
        """Gives each row its phase: Total where the table has none."""
        count = len(self.sheet.lines)
        total = pa.array(["Total"] * count, pa.string())
        self._columns["phase"] = total if column is None else column.mapped(phase_named, pa.string())

    def period_is(self, kind: str) -> np.ndarray:
        """By row: whether its period is of this kind."""
        return np.array(self._columns["period"].to_pylist()) == kind

    def put(self, **columns: pa.Array) -> None:
        """Gives columns of particulars their values, one a row."""
        self._columns.update(columns)

    def file(self, cells: Sequence[Cells], *, format: str) -> ReadFile:
        """One row a figure. `rows_read` counts figures, and one for each line that is refused whole.

        Cells that say that a figure is held back or does not apply are no figures: warned of by their count.
        """
        standing = self.refusals.accepted & ~self._left_out
        parts = [REFERENCE.empty_table()]
        refused = [self.refusals.table(self.sheet.lines, self.sheet.spoiled)]
        held_back = 0
        for cell in cells:
            rows = np.flatnonzero(standing if cell.rows is None else standing & cell.rows)
            kind = np.array([_kind_of(text) for text in cell.column.texts()], dtype=np.int8)[
                cell.column.index[rows]
            ]
            held_back += int(np.count_nonzero(kind == 0))
            parts.append(self._figures(cell, rows[kind == 1]))
            bad = Refusals(len(self.sheet.lines))
            mask = np.zeros(len(self.sheet.lines), dtype=bool)
            mask[rows[kind == 2]] = True
            bad.refuse(mask, reason="figure_shape", field=cell.column.name, column=cell.column)
            refused.append(bad.table(self.sheet.lines))
        if held_back:
            self.warnings.append(f"cells without a figure (held back or not applicable): {held_back:,}")
        accepted = pa.concat_tables(parts).sort_by("line").combine_chunks()
        rejected = pa.concat_tables(refused).sort_by("line").combine_chunks()
        return ReadFile(
            kind=Kind.REFERENCE,
            format=format,
            rows_read=accepted.num_rows + rejected.num_rows,
            accepted=accepted,
            rejected=rejected,
            warnings=tuple(self.warnings),
        )

    def _figures(self, cell: Cells, rows: np.ndarray) -> pa.Table:
        take = pa.array(rows)
        columns = {name: values.take(take) for name, values in self._columns.items()}
        columns["line"] = pa.array(self.sheet.lines[rows], pa.int32())
        columns["measure"] = pa.array([cell.measure] * len(rows), pa.string())
        columns["value"] = cell.column.text_at(rows)
        return pa.table([columns[name] for name in REFERENCE.names], schema=REFERENCE)


def place_of(
    level: str, country_code: str, country: str, region_code: str, region: str, la_code: str, la: str
) -> object:
    """The place; None where its code is missing or malformed; a word for a level that is not ours."""
    known = _LEVELS.get(level.casefold())
    if known is None:
        return level or None
    ours, code_column, name_column, shape = known
    cells = {
        "country_code": country_code,
        "country_name": country,
        "region_code": region_code,
        "region_name": region,
        "old_la_code": la_code,
        "la_name": la,
    }
    code, name = cells[code_column], cells[name_column]
    return Place(level=ours, code=code, name=name or code) if shape.fullmatch(code) else None


def _kind_of(text: str) -> int:
    """0 for a sign that there is no figure, 1 for a figure, 2 for neither."""
    return 1 if _NUMBER.fullmatch(text) else 0 if text.casefold() in _HELD_BACK else 2
