"""The page of reasons for which a row is refused, each with the way to mend it."""

import inspect
import re

from docs.rendering.markdown import Page, code, page, prose, sentence, table
from schoolward.intake import identity_reasons, reasons, step_reasons
from schoolward.intake.reasons import REASONS

_BLOCK = re.compile(r"^REASONS(?:: [^=]+)? \|?= \{$", re.MULTILINE)
_HEADING = re.compile(r"# (.+)\n\Z")
_KEY = re.compile(r'^    "(\w+)": Reason\($', re.MULTILINE)
_ANY_FILE = "Any table"


def rejects() -> Page:
    """Every reason, under the headings that it has in schoolward.intake."""
    return page(
        "rejects.md",
        "Why a row is refused",
        "Schoolward refuses what it cannot read and never guesses. A row that is refused is kept with its "
        "line, the column, what stood there, the reason and the way to mend it; the other rows of the file "
        "are loaded. Accepted and refused rows always add up to the rows read.",
        "**To see them:** `schoolward rejects` shows those of the last load, `schoolward rejects 12 --csv "
        "sent.csv` writes those of load 12 to a file that can go back to the school. `schoolward load` "
        "writes the same file for each load into the `rejects` folder of the data folder, and ends with "
        "exit code 3.",
        "**To mend them:** correct the rows in the school's own system, export again, and load the new "
        "file: rows that are there already change nothing. Where something else was missing (a school, a "
        "pupil, a leaving date), load that, and then the same file once more: it is known, and only the "
        "rows that were refused before are taken.",
        "The first column is the key by which `schoolward load --json` counts the reasons "
        "(`rejected_by_reason`).",
        *(part for heading, keys in groups() for part in _group(heading, keys)),
        "## Whole files",
        "A file that as a whole cannot be trusted (cut short, not text, without a heading that is known, "
        "an archive with too much in it) is not read at all. Nothing of it is loaded, and the summary says "
        "why; the other files of the load stand. If no file can be read, nothing is loaded and the exit "
        "code is 2.",
        made_from="src/schoolward/intake/reasons.py, identity_reasons.py and step_reasons.py",
    )


def groups() -> list[tuple[str, list[str]]]:
    """The keys of the reasons under the comments that part them in their modules; every key is in one "
    "group."""
    source = "".join(map(inspect.getsource, (reasons, identity_reasons, step_reasons)))
    blocks = list(_BLOCK.finditer(source))
    found: list[tuple[str, list[str]]] = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        heading = _HEADING.search(source[: block.start()])
        keys = _KEY.findall(source[block.end() : following.start() if following else len(source)])
        found.append((heading.group(1) if heading else _ANY_FILE, [key for key in keys if key in REASONS]))
    grouped = {key for _, keys in found for key in keys}
    others = [key for key in REASONS if key not in grouped]
    return found + ([("Others", others)] if others else [])


def _group(heading: str, keys: list[str]) -> tuple[str, str]:
    rows = (
        (code(key), prose(sentence(REASONS[key].reason)), prose(sentence(REASONS[key].mend))) for key in keys
    )
    return f"## {heading}", table(("key", "what is wrong", "how to mend it"), rows)
