"""Takes a school's Wonde pages apart into whole lists, and refuses a delivery of which a page is missing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schoolward.intake.batches import UnreadableFile
from schoolward.intake.wonde_records import MarkRecords, mark_records, text_of, texts_of, together


class PageKind(StrEnum):
    """What a page lists; OTHER is a list that holds nothing read here."""

    SCHOOL = "school record"
    STUDENTS = "students"
    CODES = "attendance codes"
    MARKS = "session marks"
    DELETIONS = "deletions"
    EMPTY = "empty page"
    OTHER = "other list"


_PATHS = {
    "/attendance/session": PageKind.MARKS,
    "/attendance-codes": PageKind.CODES,
    "/students": PageKind.STUDENTS,
    "/deletions": PageKind.DELETIONS,
}


@dataclass(frozen=True, kw_only=True)
class Page:
    """One reply. `number` is null for a single record and where the walk goes by cursor; `walk` is the list's
    address without its page, `""` where the reply names none."""

    name: str
    kind: PageKind
    items: list[Any]
    marks: MarkRecords | None
    number: int | None
    more: bool
    walk: str


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What a delivery's pages hold: each list whole and in page order."""

    items: Mapping[PageKind, list[Any]]
    marks: MarkRecords
    warnings: tuple[str, ...]

    def of(self, kind: PageKind) -> list[dict[str, Any]]:
        """The records of one kind, none where the delivery has none."""
        return [item for item in self.items.get(kind, []) if isinstance(item, dict)]


def gather(files: Mapping[str, bytes]) -> Delivery:
    """All pages of one school's delivery; UnreadableFile where any list has a gap."""
    if not files:
        raise UnreadableFile("the delivery holds no page")
    warnings: list[str] = []
    marks: list[MarkRecords] = []
    items: dict[PageKind, list[Any]] = {}
    for walk in _walks([read_page(name, data) for name, data in sorted(files.items())]):
        kind = next((page.kind for page in walk if page.kind is not PageKind.EMPTY), PageKind.EMPTY)
        ordered = _in_order(kind, walk, warnings)
        if kind is PageKind.OTHER:
            warnings.append(f"{ordered[0].name} is a list that is not read here")
        items.setdefault(kind, []).extend(item for page in ordered for item in page.items)
        marks.extend(page.marks for page in ordered if page.marks)
    return Delivery(items=items, marks=together(marks), warnings=tuple(warnings))


def read_page(name: str, data: bytes) -> Page:
    """One reply taken out of its envelope; UnreadableFile where it is no reply or could be incomplete."""
    body = _body(name, data)
    content = body["data"]
    if isinstance(content, dict):
        return _page(name, _kind([content]), [content], number=None, more=False, walk="")
    if not isinstance(content, list):
        raise UnreadableFile(f"{name}: `data` is neither a record nor a list; fetch the page again")
    meta = body.get("meta")
    paging = meta.get("pagination") if isinstance(meta, dict) else None
    if not isinstance(paging, dict) or not isinstance(paging.get("more"), bool):
        raise UnreadableFile(
            f"{name}: incomplete, the list does not say whether more follows (meta.pagination); "
            "fetch the delivery again"
        )
    onward, back = paging.get("next"), paging.get("previous")
    if paging["more"] and not onward:
        raise UnreadableFile(
            f"{name}: incomplete, the list says that more follows but not where (more without next); "
            "fetch the delivery again"
        )
    named = _kind_of_address(onward) or _kind_of_address(back)
    return _page(
        name,
        named or (_kind(content) if content else PageKind.EMPTY),
        content,
        number=_whole_number(paging.get("current_page")),
        more=paging["more"],
        walk=_walk(onward) or _walk(back),
    )


def _page(name: str, kind: PageKind, items: list[Any], *, number: int | None, more: bool, walk: str) -> Page:
    marks = mark_records(items) if kind is PageKind.MARKS else None
    return Page(
        name=name, kind=kind, items=[] if marks else items, marks=marks, number=number, more=more, walk=walk
    )


def _body(name: str, data: bytes) -> dict[str, Any]:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UnreadableFile(
            f"{name}: a web page was saved instead of a reply (the service was not ready); fetch it again"
        )
    try:
        body = json.loads(data)
    except (ValueError, RecursionError) as fault:
        at = (
            f" at line {fault.lineno}, column {fault.colno}"
            if isinstance(fault, json.JSONDecodeError)
            else ""
        )
        raise UnreadableFile(
            f"{name}: incomplete, the JSON breaks off or is not well formed{at}; fetch the delivery again"
        ) from fault
    if not isinstance(body, dict):
        raise UnreadableFile(
            f"{name}: not a Wonde reply, which is an object with `data`; send the pages as they came"
        )
    if "error" in body:
        words = [text_of(body.get(key)) for key in ("error", "error_description")]
        said = texts_of([" ".join(word for word in words if word)[:120]])[0].as_py()
        raise UnreadableFile(
            f"{name}: the service answered with an error ({said}) in place of data; fetch it again"
        )
    if "data" not in body:
        raise UnreadableFile(
            f"{name}: not a Wonde reply, which is an object with `data`; send the pages as they came"
        )
    return body


def _whole_number(value: object) -> int | None:
    text = text_of(value)
    return int(text) if text.isdecimal() and len(text) < 8 else None


def _kind_of_address(address: object) -> PageKind | None:
    path = str(address).partition("?")[0].rstrip("/") if isinstance(address, str) else ""
    return next((kind for tail, kind in _PATHS.items() if path.endswith(tail)), None)


def _walk(address: object) -> str:
    """An address without what differs from page to page of one walk."""
    if not isinstance(address, str):
        return ""
    path, _, query = address.partition("?")
    kept = sorted(part for part in query.split("&") if part.partition("=")[0] not in ("page", "cursor"))
    return "&".join([path.rstrip("/"), *kept])


def _kind(items: list[Any]) -> PageKind:
    kinds = (_kind_of_item(item) for item in items if isinstance(item, dict))
    return next((kind for kind in kinds if kind is not PageKind.OTHER), PageKind.OTHER)


def _kind_of_item(item: dict[str, Any]) -> PageKind:
    if "session" in item and "date" in item and ("student" in item or "student_id" in item):
        return PageKind.MARKS
    if "education_details" in item:
        return PageKind.STUDENTS
    if "urn" in item or "establishment_number" in item:
        return PageKind.SCHOOL
    if "deleted_at" in item or ("type" in item and not item.keys() & {"code", "name", "description"}):
        return PageKind.DELETIONS
    if "code" in item and not item.keys() & {"date", "division", "students"}:
        return PageKind.CODES
    return PageKind.OTHER


def _walks(pages: list[Page]) -> list[list[Page]]:
    """The pages of each list together. A last page that names no list ends the one that waits for it."""
    walks: dict[str, list[Page]] = {}
    for page in pages:
        if page.walk:
            walks.setdefault(page.walk, []).append(page)
    alone: list[list[Page]] = []
    for page in pages:
        if page.walk:
            continue
        waiting = [walk for walk in walks.values() if _waits_for(walk, page)]
        if len(waiting) == 1:
            waiting[0].append(page)
        elif page.number in (None, 1):
            alone.append([page])
        else:
            raise UnreadableFile(
                f"{page.name}: incomplete, page {page.number} of a list whose other pages are not here; "
                "fetch the delivery again and send every page of it once"
            )
    return [*alone, *walks.values()]


def _waits_for(walk: list[Page], page: Page) -> bool:
    latest = max(walk, key=lambda other: other.number or 0)
    follows = page.number == (None if latest.number is None else latest.number + 1)
    return follows and all(other.more for other in walk) and page.kind in (latest.kind, PageKind.EMPTY)


def _in_order(kind: PageKind, pages: list[Page], warnings: list[str]) -> list[Page]:
    """A list's pages in order; UnreadableFile where one is missing or twice there, or the end is."""
    last = [page for page in pages if not page.more]
    if all(page.number is None for page in pages):
        if len(last) != 1:
            raise UnreadableFile(_gap(kind, "its last page is missing" if not last else "it holds two walks"))
        if len(pages) > 1:
            warnings.append(
                f"the {kind} carry no page numbers: only the end of the walk was checked, not its middle"
            )
        return [page for page in pages if page.more] + last
    ordered = sorted(pages, key=lambda page: page.number or 0)
    for expected, page in enumerate(ordered, start=1):
        if page.number != expected:
            unseen = page.number is not None and page.number > expected
            fault = "is missing" if unseen else "is there twice or has no number"
            raise UnreadableFile(_gap(kind, f"page {expected if unseen else page.number} {fault}"))
    for page in ordered[:-1]:
        if not page.more:
            raise UnreadableFile(_gap(kind, f"page {page.number} says that it is the last, but more follows"))
    if ordered[-1].more:
        raise UnreadableFile(_gap(kind, f"page {len(ordered)} says that more follows, but nothing does"))
    return ordered


def _gap(kind: PageKind, what: str) -> str:
    return (
        f"incomplete: in the list of {kind}, {what}; fetch the delivery again and send every page of it once"
    )
