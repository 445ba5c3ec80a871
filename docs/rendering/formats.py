"""The page of file formats: how each is known, what its columns are called, and which page tells a sender more."""

from pathlib import Path

from docs.rendering.markdown import CannotRender, Page, block, bullets, code, page, table
from schoolward.intake.batches import Kind
from schoolward.intake.formats import FORMATS, Format, FormatOfManyFiles
from schoolward.intake.headings import Known, Layout
from schoolward.store.delivery import MANIFEST_FORMAT

SENDERS = Path(__file__).resolve().parent.parent / "senders"

KINDS = {
    Kind.SCHOOLS: "schools: whose registers they are",
    Kind.SCHOOL_LINKS: "school links: which school followed which",
    Kind.CALENDAR: "calendar: when schools are open, and so what is expected of them",
    Kind.PUPILS: "pupils: who is on which roll, and what is known of them",
    Kind.COHORTS: "cohorts: who was in which group, from when to when",
    Kind.IDENTITIES: "identities: which records are one child's, as the authority has decided",
    Kind.STEPS: "steps: what has been done with a child already, as other systems hold it",
    Kind.MARKS: "marks: the register itself",
    Kind.TERMLY_ABSENCE: "termly absence: totals by pupil from the School Census, beside the marks",
    Kind.REFERENCE: "reference: published figures, to set ours beside",
}

NOTES = {
    "DfE attendance CSV, wide": "Every further column whose figure is one of our measures is read under "
    "our name.",
    "steps CSV": "What may stand in `kind`, `event` and `detail` is told on the page for senders.",
    "marks CSV, wide by week": "At least one session of Monday to Friday is needed.",
}

MANIFEST = f"""
{{
  "format": "{MANIFEST_FORMAT}",
  "loads": [
    {{"received_at": "2026-09-11T16:00:00+01:00", "sender": "Larkmoor Primary School",
     "files": ["marks.csv", "pupils/900001.csv"]}}
  ]
}}
"""


def formats() -> Page:
    """Every format with its columns, in the order in which a load takes them."""
    return page(
        "formats.md",
        "File formats",
        "`schoolward load` takes any mix of files, folders and zip archives. Each file is known by its "
        "contents, never by its name, and the kinds are loaded in the order in which they need each other:",
        bullets(_kind(kind) for kind in Kind),
        table(
            ("format", "kind", "for senders"), ((code(f.name), f.kind.value, _page_for(f)) for f in FORMATS)
        ),
        "A table is known by its heading. Capitals, spaces, `_` and other signs in a heading make no "
        "difference, nor does the order of the columns. A column that is not in the list is left, and a "
        "warning names it.",
        *(
            part
            for each in FORMATS
            if isinstance(each, Format) and each.layout
            for part in _columns(each, each.layout)
        ),
        "## A manifest",
        "A JSON file that lists deliveries, each of which becomes one load, received at its own time. The "
        "paths are those of files below the manifest's own folder. A folder with a `manifest.json` is "
        "taken as that says.",
        block(MANIFEST, language="json"),
        made_from="src/schoolward/intake/formats.py and the headings that each format knows",
    )


def _kind(kind: Kind) -> str:
    if kind not in KINDS:
        raise CannotRender(f"say in docs/rendering/formats.py what files of kind {kind.value} are")
    return KINDS[kind]


def _page_for(each: Format | FormatOfManyFiles) -> str:
    """The page in docs/senders that names the format in backticks."""
    for path in sorted(SENDERS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if f"`{each.name}`" in text:
            return f"[{text.partition(chr(10))[0].removeprefix('# ')}](../senders/{path.name})"
    raise CannotRender(
        f"describe the format {each.name!r} for senders: no page in docs/senders names it in backticks"
    )


def _columns(each: Format, layout: Layout) -> tuple[str, ...]:
    """The heading and the table of a format's columns, the names preferred first."""
    needed = {known.name: "yes" for known in layout.required}
    for group in layout.one_of:
        choice = " or ".join(" and ".join(code(name) for name in names) for names in group)
        for name in {name for names in group for name in names}:
            needed[name] = choice if len(group) <= _FEW else "one of these"
    rows = ((code(known.name), needed.get(known.name, "no"), _synonyms(known)) for known in layout.columns)
    note = NOTES.get(each.name)
    columns = table(("column", "needed", "also known as"), rows)
    return (f"## {each.name}", columns, *([note] if note else []))


_FEW = 4
"""More alternatives than this are not spelt out on every line."""


def _synonyms(known: Known) -> str:
    return ", ".join(known.synonyms)
