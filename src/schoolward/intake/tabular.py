"""Reads a delimited file into columns of distinct values, so that each value is judged once however often it comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from schoolward.intake.batches import UnreadableFile
from schoolward.intake.headings import Heading, Layout, heading_of
from schoolward.intake.lines import SpoiledLine, without_spoiled_lines
from schoolward.intake.text import decode

_BLOCK = 1 << 24  # measured: larger is no faster; smaller makes more dictionaries to unite
MOST_BROKEN_LINES = 1_000_000
"""Lines with a wrong number of columns before the file as a whole is given up."""

_GLANCE = 1 << 16
_SHOWN = 1000
_NOTHING = ' \t\r\n,;"'
_WORDS = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column as its distinct values, trimmed, and for each row the place of its value among them."""

    name: str
    distinct: pa.StringArray
    index: np.ndarray

    @classmethod
    def of(cls, name: str, values: pa.ChunkedArray) -> "Column":
        """From a dictionary-coded column; values that differ in white space alone become one."""
        coded = values.combine_chunks()
        if isinstance(coded, pa.ChunkedArray):
            coded = coded.chunk(0) if coded.num_chunks else pa.array([], _WORDS)
        index = coded.indices.to_numpy()
        trimmed = pc.utf8_trim_whitespace(coded.dictionary)
        if trimmed.equals(coded.dictionary):
            return cls(name=name, distinct=coded.dictionary, index=index)
        again = trimmed.dictionary_encode()
        return cls(name=name, distinct=again.dictionary, index=again.indices.to_numpy()[index])

    def texts(self) -> list[str]:
        """The distinct values."""
        return self.distinct.to_pylist()

    def is_blank(self) -> np.ndarray:
        """By row: whether the cell is empty."""
        return pc.equal(self.distinct, "").to_numpy(zero_copy_only=False)[self.index]

    def text_at(self, rows: np.ndarray) -> pa.StringArray:
        """The cells of these rows."""
        return self.distinct.take(pa.array(self.index[rows]))

    def mapped(self, read: Callable[[str], object], kind: pa.DataType) -> pa.Array:
        """By row: what `read` makes of the cell; it is asked once a distinct value."""
        return pa.array([read(text) for text in self.texts()], kind).take(pa.array(self.index))

    def without(self, rows: np.ndarray) -> "Column":
        """The column with these rows left out."""
        return Column(name=self.name, distinct=self.distinct, index=np.delete(self.index, rows))


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file's rows by column, with the line of each, the lines that could not be taken apart, and what to warn of.

    Lines that hold nothing are no rows. `lines` count from 1 as an editor shows them.
    """

    heading: Heading
    columns: Mapping[str, Column]
    lines: np.ndarray
    spoiled: tuple[SpoiledLine, ...]
    warnings: tuple[str, ...]

    @property
    def rows_read(self) -> int:
        """Rows with columns and lines that could not be taken apart."""
        return len(self.lines) + len(self.spoiled)

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def get(self, name: str) -> Column | None:
        """The column, if the file has it."""
        return self.columns.get(name)


def read_sheet(data: bytes, layout: Layout, *, windows_1252: bool = True) -> Sheet:
    """The rows of a delimited file; UnreadableFile for bytes or a heading that are not of this kind."""
    text = decode(data, windows_1252=windows_1252)
    heading = heading_of(text.data)
    places = heading.places(layout)
    warnings = list(text.warnings)
    unused = heading.unused(places)
    if unused:
        warnings.append(f"columns that are not read: {', '.join(name[:40] for name in unused[:20])}")
    whole, spoiled = without_spoiled_lines(text.data, delimiter=heading.delimiter, start=heading.body_starts)
    table, misshapen = _parsed(whole, heading, places)
    columns = {name: Column.of(name, table.column(name)) for name in places}
    lines = _lines_of(table.num_rows, misshapen, first=heading.line + 1)
    empty = _holding_nothing(whole, columns, lines)
    if len(empty):
        lines = np.delete(lines, empty)
        columns = {name: column.without(empty) for name, column in columns.items()}
    broken = [line for line in misshapen if line.text]
    if not len(lines) and not broken and not spoiled:
        warnings.append("the file has a heading and no rows")
    return Sheet(
        heading=heading,
        columns=columns,
        lines=lines,
        spoiled=tuple(sorted((*broken, *spoiled), key=lambda line: line.line)),
        warnings=tuple(warnings),
    )


def _parsed(data: bytes, heading: Heading, places: Mapping[str, int]) -> tuple[pa.Table, list[SpoiledLine]]:
    """The wanted columns, dictionary-coded, and the lines with another number of columns."""
    misshapen: list[SpoiledLine] = []

    def put_by(row: pa_csv.InvalidRow) -> str:
        text = row.text if row.text.strip(_NOTHING) else ""
        misshapen.append(SpoiledLine(line=heading.line + row.number, text=text[:_SHOWN], reason="line_shape"))
        return "skip" if len(misshapen) < MOST_BROKEN_LINES else "error"

    body = pa.py_buffer(data)[heading.body_starts :]
    if _is_blank(body):
        return pa.table({name: pa.array([], _WORDS) for name in places}), misshapen
    positions = [f"c{at}" for at in range(len(heading.names))]
    wanted = [positions[at] for at in places.values()]
    try:
        table = pa_csv.read_csv(
            pa.BufferReader(body),
            read_options=pa_csv.ReadOptions(
                use_threads=False, block_size=min(_BLOCK, body.size + 1), column_names=positions
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=heading.delimiter, ignore_empty_lines=False, invalid_row_handler=put_by
            ),
            convert_options=pa_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(wanted, _WORDS),
                include_columns=wanted,
                strings_can_be_null=False,
                null_values=[],
            ),
        )
    except pa.ArrowInvalid as fault:
        raise UnreadableFile(
            "the file's lines cannot be taken apart into columns; export it again as CSV"
        ) from fault
    return table.rename_columns(list(places)).unify_dictionaries().combine_chunks(), misshapen


def _is_blank(body: pa.Buffer) -> bool:
    opening = body[:_GLANCE].to_pybytes()
    return not opening or (opening.isspace() and (body.size <= _GLANCE or body.to_pybytes().isspace()))


def _lines_of(rows: int, misshapen: list[SpoiledLine], *, first: int) -> np.ndarray:
    """The line of each row of the table, which passes over those that could not be taken apart."""
    lines = np.arange(first, first + rows + len(misshapen), dtype=np.int32)
    return np.delete(lines, [line.line - first for line in misshapen]) if misshapen else lines


def _holding_nothing(data: bytes, columns: Mapping[str, Column], lines: np.ndarray) -> np.ndarray:
    """The rows whose line has nothing in any column, whether the column is read or not."""
    blank = np.ones(len(lines), dtype=bool)
    for column in columns.values():
        blank &= column.is_blank()
        if not blank.any():
            return np.array([], dtype=np.intp)
    rows = np.flatnonzero(blank)
    ends = np.append(-1, np.append(np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n")), len(data)))
    starts, stops = ends[lines[rows] - 1] + 1, ends[lines[rows]]
    empty = [not data[start:stop].strip(_NOTHING.encode()) for start, stop in zip(starts, stops, strict=True)]
    return rows[np.array(empty, dtype=bool)]
