"""Names every page of docs/reference."""

from docs.rendering import codes, command_line, contents, formats, measures, rejects, store_tables
from docs.rendering.markdown import Page


def pages() -> list[Page]:
    """Every page, made afresh. CannotRender where the project lacks something that a page must say."""
    made = [
        codes.codes(),
        measures.measures(),
        command_line.command_line(),
        formats.formats(),
        rejects.rejects(),
        store_tables.store_tables(),
    ]
    return [contents.contents(made), *made]
