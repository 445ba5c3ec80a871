"""Names every page of docs/reference, those in folders included."""

from docs.rendering import (
    attention,
    codes,
    command_line,
    contents,
    formats,
    law_rules,
    law_values,
    measures,
    rejects,
    retention,
    roles,
    store_tables,
)
from docs.rendering.markdown import Page


def pages() -> list[Page]:
    """Every page, made afresh. CannotRender where the project lacks something that a page must say."""
    decided = law_rules.decided_chapters()
    made = [
        codes.codes(),
        measures.measures(),
        command_line.command_line(),
        formats.formats(),
        rejects.rejects(),
        store_tables.store_tables(),
        attention.attention(),
        roles.roles(),
        retention.retention(),
        *law_rules.law_pages(decided),
        law_values.parameters(decided),
    ]
    return [contents.contents(made), *made]
