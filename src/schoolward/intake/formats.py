"""Names every format that can be loaded, and tells from a file's opening which it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake import (
    calendar,
    census_tables,
    census_xml,
    cohorts,
    ctf,
    dfe_lait,
    dfe_open_data,
    dfe_tidy,
    identities,
    marks_long,
    marks_wide_day,
    marks_wide_week,
    pupils,
    school_links,
    schools,
    steps,
    wonde,
)
from schoolward.intake.archives import expand
from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.headings import Layout, headings_in

__all__ = ["FORMATS", "Format", "FormatOfManyFiles", "expand", "recognise"]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A way of writing one file; `layout` is its heading, where it is a table."""

    name: str
    kind: Kind
    recognises: Callable[[str, bytes], bool]
    read: Callable[[str, bytes, Context], ReadFile]
    layout: Layout | None = None


@dataclass(frozen=True, kw_only=True)
class FormatOfManyFiles:
    """A way of writing one delivery in several files, which are read together."""

    name: str
    kind: Kind
    recognises: Callable[[str, bytes], bool]
    read: Callable[[Mapping[str, bytes], Context], ReadFile]


class _TableModule(Protocol):
    """What each module for a table offers."""

    FORMAT: str
    LAYOUT: Layout

    def recognises(self, name: str, head: bytes) -> bool: ...

    def read(self, name: str, data: bytes, context: Context) -> ReadFile: ...


def _census_tables_together(files: Mapping[str, bytes], context: Context) -> ReadFile:
    """The tables of one census as one; a refused row's field says which table it stands in."""
    given = census_tables.read_together(files, context)
    parts = [_with_table_named(name, told) if len(given) > 1 else told for name, told in given.items()]
    return ReadFile(
        kind=Kind.TERMLY_ABSENCE,
        format=census_tables.FORMAT,
        rows_read=sum(told.rows_read for told in parts),
        accepted=pa.concat_tables([told.accepted for told in parts]).combine_chunks(),
        rejected=pa.concat_tables([told.rejected for told in parts]).combine_chunks(),
        warnings=tuple(warning for told in parts for warning in told.warnings),
    )


def _with_table_named(name: str, told: ReadFile) -> ReadFile:
    table = name.replace("\\", "/").rpartition("/")[2]
    fields = pc.binary_join_element_wise(table, told.rejected["field"], ": ")
    rejected = told.rejected.set_column(told.rejected.schema.get_field_index("field"), "field", fields)
    return replace(
        told, rejected=rejected, warnings=tuple(f"{table}: {warning}" for warning in told.warnings)
    )


def _tabular(module: _TableModule, kind: Kind) -> Format:
    return Format(
        name=module.FORMAT, kind=kind, recognises=module.recognises, read=module.read, layout=module.LAYOUT
    )


FORMATS: tuple[Format | FormatOfManyFiles, ...] = (
    _tabular(schools, Kind.SCHOOLS),
    _tabular(school_links, Kind.SCHOOL_LINKS),
    _tabular(calendar, Kind.CALENDAR),
    _tabular(pupils, Kind.PUPILS),
    _tabular(cohorts, Kind.COHORTS),
    _tabular(identities, Kind.IDENTITIES),
    _tabular(steps, Kind.STEPS),
    _tabular(marks_long, Kind.MARKS),
    _tabular(marks_wide_day, Kind.MARKS),
    _tabular(marks_wide_week, Kind.MARKS),
    Format(name=ctf.FORMAT, kind=Kind.MARKS, recognises=ctf.recognises, read=ctf.read),
    FormatOfManyFiles(name=wonde.FORMAT, kind=Kind.MARKS, recognises=wonde.recognises, read=wonde.read),
    Format(
        name=census_xml.FORMAT,
        kind=Kind.TERMLY_ABSENCE,
        recognises=census_xml.recognises,
        read=census_xml.read,
    ),
    FormatOfManyFiles(
        name=census_tables.FORMAT,
        kind=Kind.TERMLY_ABSENCE,
        recognises=census_tables.recognises,
        read=_census_tables_together,
    ),
    _tabular(dfe_open_data, Kind.REFERENCE),
    _tabular(dfe_tidy, Kind.REFERENCE),
    _tabular(dfe_lait, Kind.REFERENCE),
)
"""Every format, in the order in which a load needs their rows."""

_FEWEST_COLUMNS_HELD = 2


def recognise(name: str, head: bytes) -> Format | FormatOfManyFiles | None:
    """The format of a file with this opening, or None.

    A table that lacks a single column is taken for what it comes nearest to, so that reading it names the column.
    """
    for known in FORMATS:
        if known.recognises(name, head):
            return known
    return _nearest(headings_in(head))


def _nearest(headings: tuple[str, ...]) -> Format | None:
    for known in FORMATS:
        if isinstance(known, FormatOfManyFiles) or known.layout is None:
            continue
        held = len(known.layout.matched(headings))
        if len(known.layout.missing(headings)) == 1 and held >= _FEWEST_COLUMNS_HELD:
            return known
    return None
