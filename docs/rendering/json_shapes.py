"""What each command prints with --json: the names that scripts rely on (tests/integration holds the commands to it)."""

from collections.abc import Mapping
from dataclasses import dataclass

from docs.rendering.markdown import code, table

INTEGER, TEXT, FLAG, TEXTS = "integer", "text", "true or false", "list of text"
CONTENT = "integer, text, list of text"
"""What a value of the law can be."""

PER_NAME = "object"
"""An object whose names are data: reasons, say, or measures."""


def or_null(kind: str) -> str:
    """The kind of a value that may be missing."""
    return f"{kind} or null"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The values in a command's JSON: path from the top, kind, meaning. `[]` stands for each item of a "
    "list."""

    top: str
    values: tuple[tuple[str, str, str], ...]

    def kinds(self) -> dict[str, str]:
        """The kind of value at each path."""
        return {path: kind for path, kind, _ in self.values}

    def markdown(self, option: str = "") -> str:
        """In words and a table; `option` is one with which the command prints this."""
        rows = ((code(path), kind, meaning) for path, kind, meaning in self.values)
        words = f"{option} --json".strip()
        return f"With `{words}`: {self.top}.\n\n" + table(("value", "kind", "meaning"), rows)


_ROWS = (
    ("rows_read", INTEGER, "rows with anything in them; a register sent wide counts its marks"),
    ("rows_accepted", INTEGER, "rows that stand"),
    ("rows_rejected", INTEGER, "rows refused; accepted and rejected add up to read"),
)


def _rows(inside: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((inside + path, kind, meaning) for path, kind, meaning in _ROWS)


SHAPES: Mapping[str, Shape] = {
    "load": Shape(
        top="an object",
        values=(
            ("loads[].load", or_null(INTEGER), "the load's number; null where every file had been loaded before"),
            ("loads[].received_at", TEXT, "when the files came, as ISO 8601 with the zone"),
            ("loads[].sender", TEXT, "who sent them"),
            *_rows("loads[]."),
            ("loads[].marks.new", INTEGER, "marks of sessions that had none"),
            ("loads[].marks.revised", INTEGER, "marks that replaced another; the earlier one is kept"),
            ("loads[].marks.unchanged", INTEGER, "marks that were there already"),
            ("loads[].marks.overtaken", INTEGER, "marks recorded before the one that stands, and kept as history"),
            ("loads[].rejected_by_reason", PER_NAME, "for each reason ([its key](rejects.md)) the rows refused for it"),
            ("loads[].files[].name", TEXT, "the file's path; of pages that are read together, their folder"),
            ("loads[].files[].kind", TEXT, "[what its rows are about](formats.md); empty if that is not known"),
            ("loads[].files[].format", TEXT, "[its format](formats.md); empty if that is not known"),
            ("loads[].files[].sha256", TEXT, "the fingerprint of its bytes"),
            *_rows("loads[].files[]."),
            ("loads[].files[].warnings", TEXTS, "what was read and may yet be wrong"),
            ("loads[].files[].already_loaded_in", or_null(INTEGER), "the load that took the same bytes before"),
            ("loads[].files[].unreadable", or_null(TEXT), "why the file as a whole could not be read"),
            *_ROWS,
            ("rejects_files", TEXTS, "the CSV files with the refused rows"),
        ),
    ),
    "loads": Shape(
        top="a list of objects, the oldest load first",
        values=(
            ("[].load", INTEGER, "the load's number, from 1"),
            ("[].received_at", TEXT, "when the files came, as ISO 8601 with the zone"),
            ("[].loaded_by", TEXT, "who loaded them"),
            ("[].sender", TEXT, "who sent them"),
            ("[].files", INTEGER, "files read"),
            *_rows("[]."),
            ("[].marks_new", INTEGER, "marks of sessions that had none"),
            ("[].marks_revised", INTEGER, "marks that replaced another"),
            ("[].marks_unchanged", INTEGER, "marks that were there already"),
        ),
    ),
    "rejects": Shape(
        top="a list of objects, by file and line",
        values=(
            ("[].file", TEXT, "the file's path"),
            ("[].line", INTEGER, "the line in the file, from 1; of a JSON page, the record"),
            ("[].field", TEXT, "the column"),
            ("[].value", TEXT, "what stood there"),
            ("[].reason", TEXT, "[what is wrong](rejects.md), in words"),
            ("[].how_to_mend", TEXT, "what the sender can do, in words"),
        ),
    ),
    "figures": Shape(
        top="a list of objects, one a group, sorted by group",
        values=(
            ("[].<dimension>", TEXT, "for each `--by`, under its name, the group's value; `not known` if never told"),
            ("[].<count>", INTEGER, "for each `--measure` that is a count, under its own name"),
            ("[].<rate>", or_null(TEXT), "for each that is a rate, the exact ratio to 10 places, half up, as a "
             "decimal; null where nothing was possible"),
            ("[].coverage.schools_reported", INTEGER, "schools with at least one mark in the group and period"),
            ("[].coverage.schools_expected", INTEGER, "schools that had pupils of the group and were open"),
            ("[].coverage.marks_reported", INTEGER,
             "marks held, but for missing ones, `#` and `Z`, which do not say where a pupil was"),
            ("[].coverage.marks_expected", or_null(INTEGER),
             "sessions of the pupils on roll on open days; null where no calendar says which days those are"),
            ("[].as_known_on", TEXT, "the instant asked for, or that of the last load, as ISO 8601 with the zone"),
        ),
    ),
    "measures": Shape(
        top="an object with the definition of each measure under its name",
        values=(("<measure>", TEXT, "its definition"),),
    ),
    "check": Shape(
        top="a list of objects, one for each school (those without a defect, too), by URN",
        values=(
            ("[].school", INTEGER, "URN"),
            ("[].name", TEXT, "name"),
            ("[].phase", or_null(TEXT), "phase"),
            ("[].marks", INTEGER, "marks held in the period"),
            ("[].expected_marks", INTEGER, "sessions of the pupils on roll on open days"),
            ("[].not_sent_or_blank", INTEGER, "expected marks that were not sent, or sent without a code"),
            ("[].missing_marks", INTEGER, "sessions sent without a code"),
            ("[].overdue_n", INTEGER, "marks that are still N five school days on"),
            ("[].retired_codes", INTEGER, "marks with a code that had been withdrawn by then"),
            ("[].not_on_roll", INTEGER, "marks of pupils who, as is known now, were not on roll that day"),
            ("[].on_closed_days", INTEGER, "marks on days on which the calendar has the school closed"),
            ("[].last_mark_on", or_null(TEXT), "the day of the last mark with a code"),
            ("[].silent_days", INTEGER, "the school's open days since then"),
            ("[].is_silent", FLAG, "whether those are more than five, so that the school seems to have stopped"),
        ),
    ),
    "reconcile": Shape(
        top="a list of objects, one for each published figure (with `--differences`, each that differs)",
        values=(
            ("[].area_code", TEXT, "three-digit code of the authority"),
            ("[].area_name", TEXT, "its name, as published"),
            ("[].phase", TEXT, "phase, or `Total`"),
            ("[].period", TEXT, "day, week, year_to_date, term or academic_year"),
            ("[].first_on", TEXT, "first day of the period"),
            ("[].last_on", TEXT, "last day of the period"),
            ("[].measure", TEXT, "the measure"),
            ("[].published", TEXT, "the published figure, as published; rates are in per cent"),
            ("[].ours", or_null(TEXT), "ours, unrounded; null where we hold nothing"),
            ("[].difference", or_null(TEXT), "ours, rounded to the places of the published figure, less the published"),
            ("[].likely_causes", TEXTS, "what may explain a difference, the likeliest first"),
        ),
    ),
}  # fmt: skip


def _value_of_the_law(inside: str, *, day: str) -> tuple[tuple[str, str, str], ...]:
    values = (
        ("name", TEXT, "[its name](law/parameters.md)"),
        ("label", TEXT, "what it is, in words"),
        ("topic", TEXT, "what it belongs to"),
        (
            "value",
            or_null(CONTENT),
            "a whole number of its unit, a word or several; null where the provision ends",
        ),
        ("unit", TEXT, "what a number counts; what a word is"),
        ("in_force_from", or_null(TEXT), "the first day; null where it is enacted and no day is fixed"),
        (
            "state",
            TEXT,
            f"{day}: in_force; superseded by a later value or by local policy; not_in_force, be it that "
            "its day has not come or that none is fixed; or ended",
        ),
        ("citation", TEXT, "where it is written"),
        ("authority", TEXT, "statute, guidance, or local: a matter for the authority"),
        (
            "confidence",
            or_null(TEXT),
            "how well it is supported: S, C2, C1, D, L or K, "
            "[in words](codes.md#how-well-each-statement-is-supported); null for the authority's own policy",
        ),
        ("verified", FLAG, "false for L and K: a default, not settled law"),
        ("note", TEXT, "what else has to be known of it, or nothing"),
    )
    return tuple((inside + name, kind, meaning) for name, kind, meaning in values)


SHAPES_OF_DATABASE: Mapping[str, Shape] = {
    "audit verify": Shape(
        top="an object",
        values=(
            ("events", INTEGER, "events that were read"),
            ("seal", TEXT, "the seal of the last of them, 64 hexadecimal digits"),
            ("is_whole", FLAG, "whether nothing was changed, added or taken away"),
            ("faults", TEXTS, "each place where something was"),
        ),
    ),
    "retention plan": Shape(
        top="an object",
        values=(
            ("on", TEXT, "the day as at which it was planned"),
            ("plan", TEXT, "the fingerprint with which it can be applied"),
            ("database", PER_NAME, "by model, how many rows would go or be emptied"),
            ("store", PER_NAME, "by table of the store, how many rows would go"),
            ("pupils_held", INTEGER, "pupils of whom nothing goes, since an open matter rests on it"),
        ),
    ),
    "backup": Shape(
        top="an object",
        values=(
            ("folder", TEXT, "where the backup is"),
            ("load", INTEGER, "the load up to which it reaches"),
            ("events", INTEGER, "how many events its record has"),
            ("seal", TEXT, "the seal of the last of them"),
            ("bytes", INTEGER, "its size"),
        ),
    ),
}
"""What the commands on the database print (test_recording.py and test_backups.py hold them to it)."""

SHAPES_OF_LAW: Mapping[str, Shape] = {
    "law list": Shape(
        top="a list of objects, one for each value of which anything is held for the day",
        values=_value_of_the_law("[].", day="on the day asked about"),
    ),
    "law show": Shape(
        top="an object",
        values=(
            ("name", TEXT, "its name"),
            ("label", TEXT, "what it is, in words"),
            ("topic", TEXT, "what it belongs to"),
            ("unit", TEXT, "what a number counts; what a word is"),
            ("as_at", TEXT, "the day asked about"),
            ("value", or_null(CONTENT), "what it is on that day; null if the provision has ended"),
            ("local_override.allowed", FLAG, "whether local policy may set it"),
            ("local_override.at_least", or_null(INTEGER), "the least that local policy may set"),
            ("local_override.at_most", or_null(INTEGER), "the most"),
            *_value_of_the_law("values[].", day="on that day"),
        ),
    ),
    "law changes": Shape(
        top="an object",
        values=(
            ("changes[].on", TEXT, "the day, the earliest first"),
            ("changes[].kind", TEXT, "began, changed, restated (the same value under another citation) or ended"),
            ("changes[].before", or_null(PER_NAME), "the value before, null where there was none; as `after`"),
            *_value_of_the_law("changes[].after.", day="on the last day"),
            *_value_of_the_law("not_in_force[].", day="on the last day"),
        ),
    ),
}  # fmt: skip
"""What the commands of `schoolward law` print (tests/functional/command_line/test_law.py holds them to it)."""
