"""Hands a file of data to a browser, always by the export register: nothing else in the house makes such an answer."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse

from schoolward.access.permissions import Permission
from schoolward.keeping.actions.exporting import ExportedFile, exported
from schoolward.web.permitting import Asked

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run by spreadsheets, as a formula that somebody may have typed into a name."""

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


def csv_of(
    request: Asked,
    *,
    name: str,
    what: str,
    heading: Sequence[str],
    rows: Iterable[Sequence[object]],
    filters: Mapping[str, str],
    pupils: Iterable[int],
    purpose: str,
    permission: Permission = Permission.EXPORT,
    about: Iterable[str] = (),
) -> HttpResponse:
    """A table as a CSV file that Excel reads as UTF-8 and in which no cell can act."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(heading)
    count = 0
    for row in rows:
        writer.writerow([inert(cell) for cell in row])
        count += 1
    file = ExportedFile(
        content=written.getvalue().encode("utf-8-sig"), name=f"{name}.csv", format="csv", what=what,
        rows=count, filters=filters, pupils=frozenset(pupils),
    )  # fmt: skip
    return file_of(request, file, purpose=purpose, permission=permission, about=about)


def file_of(
    request: Asked,
    file: ExportedFile,
    *,
    purpose: str,
    permission: Permission = Permission.EXPORT,
    about: Iterable[str] = (),
) -> HttpResponse:
    """A file to download, once it is on record that it leaves. `about` is what it is about besides its pupils."""
    content = exported(
        file=file, purpose=purpose, by=request.actor, at=request.at, permission=permission, about=about
    )
    answer = HttpResponse(content, content_type=MEDIA_TYPES[file.format])
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    # Nothing that leaves by this door stays behind in a browser or on the way.
    answer["Cache-Control"] = "no-store"
    return answer


def inert(cell: object) -> str:
    """A cell's text which no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
