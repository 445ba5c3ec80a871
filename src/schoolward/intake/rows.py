"""Gathers the columns of a small table (pupils, cohorts, steps, schools …) and what is found against its rows."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from schoolward.intake.batches import SCHEMAS, Kind, ReadFile
from schoolward.intake.days import PLAIN_STYLES, DateStyle, Days, read_days, style_of
from schoolward.intake.instants import UNSAID
from schoolward.intake.mark_conflicts import rows_in_shared_slots, settled
from schoolward.intake.refusals import Refusals
from schoolward.intake.tabular import Column, Sheet

LINES_NAMED = 5
"""In a warning: enough to find the rest by."""


class Rows:
    """The rows of a sheet while they are judged; columns that the file lacks are null."""

    def __init__(self, sheet: Sheet, kind: Kind) -> None:
        self.sheet = sheet
        self.refusals = Refusals(len(sheet.lines))
        self.warnings = list(sheet.warnings)
        self._kind = kind
        self._columns: dict[str, pa.Array] = {"line": pa.array(sheet.lines, pa.int32())}

    def put(self, name: str, values: pa.Array) -> None:
        """Gives a column its values, one a row."""
        self._columns[name] = values

    def told(self, *names: str) -> pa.Table:
        """These columns as read so far, refused rows included."""
        count = len(self.sheet.lines)
        columns = [self._columns.get(name, pa.nulls(count, self._type_of(name))) for name in names]
        return pa.table(columns, names=list(names))

    def texts(self, *names: str) -> None:
        """Keeps these columns as sent; empty cells are null."""
        for name in names:
            self.read(name, lambda text: text)

    def read(
        self,
        name: str,
        read: Callable[[str], object],
        *,
        reason: str | None = None,
        blank: str | None = None,
        into: str | None = "",
    ) -> None:
        """Reads a column value by value. Where `read` gives None the row is refused for `reason`, if there is one.

        An empty cell is null, or refused for `blank`. `into` is the column of the schema where its name is another;
        None where the values are only judged.
        """
        column = self.sheet.get(name)
        if column is None:
            return
        texts = column.texts()
        values = [read(text) if text else None for text in texts]
        reasons = [
            blank if not text else reason if value is None else None
            for text, value in zip(texts, values, strict=True)
        ]
        self.refusals.refuse_values(column, reasons)
        if into is not None:
            self.put(into or name, pa.array(values, self._type_of(into or name)).take(pa.array(column.index)))

    def style(self, *names: str, styles: tuple[DateStyle, ...] = PLAIN_STYLES) -> DateStyle:
        """The way in which these columns write their dates."""
        return style_of([self.sheet[name] for name in names if name in self.sheet.columns], styles)

    def days(
        self,
        name: str,
        style: DateStyle,
        *,
        styles: tuple[DateStyle, ...] = PLAIN_STYLES,
        blank: str | None = None,
        bounds: tuple[date, date] = (date.min, date.max),
        outside: str = "date_shape",
        into: str = "",
    ) -> Days | None:
        """Reads a column of dates, refusing rows outside the bounds; None where the file lacks the column."""
        column = self.sheet.get(name)
        if column is None:
            return None
        days = read_days(column, style, styles=styles, blank=blank)
        days = days.judged(earliest=bounds[0], latest=bounds[1], too_early=outside, too_late=outside)
        self.refusals.refuse_values(column, days.reasons)
        self.put(into or name, days.dates())
        return days

    def in_order(self, first: Days | None, then: Days | None, reason: str) -> None:
        """Refuses rows whose second day comes before the first, where they have both."""
        if first is None or then is None:
            return
        both = first.is_day()[first.column.index] & then.is_day()[then.column.index]
        wrong = both & (then.by_row() < first.by_row())
        self.refusals.refuse(wrong, reason=reason, field=then.column.name, column=then.column)

    def once(
        self,
        keys: Sequence[np.ndarray],
        *,
        shown: Column,
        duplicate: str,
        conflict: str,
        content: Sequence[np.ndarray] | None = None,
    ) -> None:
        """Refuses rows with the same keys: the later ones where the content is the same too, else every one.

        The content is every column, unless given.
        """
        sound = np.flatnonzero(self.refusals.accepted)
        number = _numbered([key[sound] for key in keys])
        shared = rows_in_shared_slots(number)
        if not len(shared):
            return
        rows = sound[shared]
        compared = content or [column.index for column in self.sheet.columns.values()]
        refused = settled(
            number[shared],
            codes=_numbered([part[rows] for part in compared]),
            recorded=np.full(len(rows), UNSAID),
        )
        for standing, reason in (("duplicate_mark", duplicate), ("conflicting_marks", conflict)):
            mask = np.zeros(len(self.sheet.lines), dtype=bool)
            mask[rows[refused[standing]]] = True
            self.refusals.refuse(mask, reason=reason, field=shown.name, column=shown)

    def warn_of(self, column: Column | None, doubtful: Callable[[str], bool], what: str) -> None:
        """Warns of accepted rows whose value is doubtful, with their count and the first lines.

        Warnings are printed, so that they say where a value stands and not what it is: it may be a pupil's.
        """
        if column is None:
            return
        texts = column.texts()
        places = np.array([bool(text) and doubtful(text) for text in texts], dtype=bool)
        found = np.flatnonzero(places[column.index] & self.refusals.accepted)
        if len(found):
            first = ", ".join(str(line) for line in self.sheet.lines[found[:LINES_NAMED]])
            more = " and others" if len(found) > LINES_NAMED else ""
            self.warnings.append(f"{what}: {len(found):,} (line {first}{more})")

    def file(self, *, format: str) -> ReadFile:
        """The file as read."""
        schema = SCHEMAS[self._kind]
        count = len(self.sheet.lines)
        table = pa.table(
            [self._columns.get(field.name, pa.nulls(count, field.type)) for field in schema], schema=schema
        )
        return ReadFile(
            kind=self._kind,
            format=format,
            rows_read=self.sheet.rows_read,
            accepted=table.filter(pa.array(self.refusals.accepted)).combine_chunks(),
            rejected=self.refusals.table(self.sheet.lines, self.sheet.spoiled),
            warnings=tuple(self.warnings),
        )

    def _type_of(self, name: str) -> pa.DataType:
        return SCHEMAS[self._kind].field(name).type


def by_number(column: Column, meaning: Callable[[str], object]) -> np.ndarray:
    """By row: a number for what the value means, so that values that mean the same are one."""
    known: dict[object, int] = {}
    places = [known.setdefault(meaning(text), len(known)) for text in column.texts()]
    return np.array(places, dtype=np.int64)[column.index]


def _numbered(parts: Sequence[np.ndarray]) -> np.ndarray:
    """By row: one number for the combination of the parts."""
    if not parts or not len(parts[0]):
        return np.array([], dtype=np.int64)
    return np.unique(np.column_stack(parts), axis=0, return_inverse=True)[1].ravel().astype(np.int64)
