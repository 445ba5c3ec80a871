"""The first page of docs/reference, which leads to the others."""

from collections.abc import Iterable

from docs.rendering.markdown import CannotRender, Page, bullets, page

ABOUT = {
    "codes.md": "every register code, what it counts as and from when, with its source",
    "measures.md": "every measure and dimension, how each is counted, worked examples, and where DfE "
    "counts otherwise",
    "command-line.md": "every command, option, exit code and JSON shape: the names that scripts may rely on",
    "formats.md": "every kind of file that can be loaded, and its columns",
    "rejects.md": "every reason for which a row is refused, and how to mend it",
    "store-tables.md": "every table and column of the store, for whoever reads it with other programs",
    "attention.md": "everything that the list of calls can ask, of whom, how grave it is, and what comes first",
    "roles.md": "every role: what it may see and do, and over what it can be given",
    "retention.md": "how long everything is kept, from which event, why, and what happens then",
    "law/README.md": "every rule of the law: its question, its answers, and the cases it is held to",
    "law/parameters.md": "every value of the law with its dates, where it is written, and how well it is supported",
}


def is_named_in_its_folder(each: Page) -> bool:
    """Whether the page lies in a folder whose own contents page leads to it, such as that of one rule of the law."""
    return "/" in each.name and each.name not in ABOUT


def contents(made: Iterable[Page]) -> Page:
    """A line for each page, but for those that the contents page of their own folder names."""
    lines = []
    for each in made:
        if is_named_in_its_folder(each):
            continue
        if each.name not in ABOUT:
            raise CannotRender(f"say in docs/rendering/contents.py what {each.name} is about")
        title = each.text.partition("\n")[0].removeprefix("# ")
        lines.append(f"[{title}]({each.name}): {ABOUT[each.name]}")
    return page(
        "README.md",
        "Reference",
        "What Schoolward counts, reads, refuses, decides and prints, in full. These pages are made from the code, "
        "its data and its tests, and `make test` fails when they say something else.",
        bullets(lines),
        "For a first look see [the README](../../README.md); for how files are to be written, "
        "[the pages for senders](../senders); for the words, [the glossary](../../GLOSSARY.md).",
        made_from="docs/rendering",
    )
