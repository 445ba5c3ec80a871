"""Which school followed which, worked out from everything that was told of links between schools."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from schoolward.intake.school_links import followed


@dataclass(frozen=True, kw_only=True)
class Succession:
    """That one school followed another, by their URNs, in the words of the link that tells it.

    `predecessor_name` is empty where only the predecessor's own row tells of the link.
    """

    predecessor: int
    successor: int
    predecessor_name: str
    link_type: str
    on: date | None


def successions(links: pa.Table) -> list[Succession]:
    """Every succession that stands, by the successor's URN, then the predecessor's.

    The last word on each link stands. Of two that contradict each other the one told later does, and neither if one
    load told both.
    """
    standing = {(row["urn"], row["link_urn"]): row for row in links.sort_by("load").to_pylist()}
    told: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in standing.values():
        schools = followed(urn=row["urn"], link_urn=row["link_urn"], link_type=row["link_type"])
        if schools is not None:
            told[schools].append(row)
    return [
        _succession(*schools, told[schools])
        for schools in sorted(told, key=lambda schools: schools[::-1])
        if _newest(told[schools]) > _newest(told.get(schools[::-1], []))
    ]


def _newest(rows: list[dict[str, Any]]) -> int:
    return max((row["load"] for row in rows), default=0)


def _succession(predecessor: int, successor: int, rows: list[dict[str, Any]]) -> Succession:
    """In the words of the successor's own row, where there is one: it names the predecessor."""
    row = next((row for row in rows if row["urn"] == successor), rows[0])
    return Succession(
        predecessor=predecessor,
        successor=successor,
        predecessor_name=(row["link_name"] or "") if row["urn"] == successor else "",
        link_type=row["link_type"],
        on=row["on"],
    )
