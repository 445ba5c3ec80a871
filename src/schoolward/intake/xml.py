"""Reads senders' XML safely and in little memory: one record at a time, no DTD, no entities, no network."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from lxml import etree

from schoolward.intake.batches import UnreadableFile

CHUNK_BYTES = 1 << 16
LARGEST_RECORD = 200_000
"""Elements that one record (a pupil, a header) may hold; real ones hold hundreds."""

DTD_REFUSED = (
    "the file uses a document type (DTD) or entities of its own, which is refused for safety; "
    "export it again without a <!DOCTYPE> line"
)
TOO_LARGE = (
    "the file is nested too deeply or holds a single piece too large to be what it claims to be; "
    "export it again from the school's system"
)
_OPENING = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)")
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([^"']{1,40})["']""")


@lru_cache(maxsize=4096)
def local_name(tag: object) -> str:
    """An element's name in lower case without its namespace; `""` for what is not an element."""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def root_name(head: bytes) -> str:
    """The root element's local name, from a file's opening bytes; `""` where they do not open as XML."""
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return ""
    parser = _parser()
    with suppress(etree.XMLSyntaxError):  # what came before a fault may still hold the root
        parser.feed(head)
    for _, element in parser.read_events():
        return local_name(element.tag)
    named = _OPENING.search(head.replace(b"\x00", b""))  # a refused DTD hides the root: go by the first name
    return local_name(named[1].decode("ascii").rpartition(":")[2]) if named else ""


def records(data: bytes, names: frozenset[str]) -> Iterator[Any]:
    """Each outermost element whose local name is among `names`, whole, in document order.

    A record is emptied when the next one is asked for, and whatever lies outside records is dropped as it is
    read, so that memory follows the largest record and not the file.
    """
    parser = _parser()
    held: Any = None
    size = 0
    first = True
    for event, element in _events(parser, data):
        if first:
            _refuse_document_type(element)
            first = False
        if event == "start":
            if held is None and local_name(element.tag) in names:
                held, size = element, 0
            size += 1
            if held is not None and size > LARGEST_RECORD:
                raise UnreadableFile(TOO_LARGE)
        elif held is None:
            _drop(element)
        elif element is held:
            yield element
            held = None
            _drop(element)


def children(element: Any, *path: str) -> list[Any]:
    """The elements at `path` below `element`; each step is a lower-case local name."""
    found = [element]
    for step in path:
        found = [child for parent in found for child in parent if local_name(child.tag) == step]
    return found


def text_at(element: Any, *path: str) -> str | None:
    """The text of the first element at `path`, its outer white space removed; None where there is none."""
    for found in children(element, *path):
        return "".join(found.itertext()).strip()
    return None


def _parser() -> Any:
    return etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )


def _events(parser: Any, data: bytes) -> Iterator[tuple[str, Any]]:
    begun = ended = False
    try:
        for at in range(0, len(data), CHUNK_BYTES):
            parser.feed(data[at : at + CHUNK_BYTES])
            for event in parser.read_events():
                begun = True
                yield event
        ended = True
        parser.close()
    except etree.XMLSyntaxError as fault:
        raise UnreadableFile(
            _in_plain_words(fault, parser, data[:CHUNK_BYTES], begun=begun, ended=ended)
        ) from fault
    for event in parser.read_events():
        yield event


def _refuse_document_type(element: Any) -> None:
    document = element.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise UnreadableFile(DTD_REFUSED)


def _drop(element: Any) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _in_plain_words(
    fault: etree.XMLSyntaxError, parser: Any, head: bytes, *, begun: bool, ended: bool
) -> str:
    messages = [*(entry.message for entry in parser.feed_error_log), str(fault.msg)]
    said = "; ".join(messages)
    declared = _DECLARED.search(head[:200].replace(b"\x00", b""))
    if "ntity" in said or (not begun and b"<!doctype" in head.replace(b"\x00", b"").lower()):
        return DTD_REFUSED
    if "ncoding" in said or (not begun and declared and b"16" in declared[1]):
        name = declared[1].decode("ascii", "replace") if declared else "UTF-8"
        return (
            f"the file says that its letters are written in {name}, but its bytes are not; "
            "correct the encoding in its first line, or save it as UTF-8"
        )
    if "XML_PARSE_HUGE" in said or "Excessive" in said or "limit" in said:
        return TOO_LARGE
    if not head.strip():
        return "the file is empty; export it again"
    line = f" at line {fault.lineno}" if fault.lineno else ""
    if ended or "Premature end" in said:
        return f"the XML breaks off{line}: the file was cut short or an element was left open; send it again"
    return f"the XML is not well formed{line} ({messages[0].partition(', line ')[0]}); export it again"
