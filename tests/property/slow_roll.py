"""Reads from a store's tables, row by row in plain Python, what a copy of its roll has to hold: the oracle."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot

Row = dict[str, Any]


def slow_roll(known: Snapshot) -> dict[str, list[tuple[Any, ...]]]:
    """By the name of what is held, its rows in order."""
    said = known.rows(TableName.ENROLMENTS).to_pylist()
    enrolments = [last for last in _last(said, "pupil", "school", "entry_on") if not last["replaced"]]
    spells = [spell for one in enrolments for spell in attribute_spells(one, said)]
    upns = known.rows(TableName.PUPILS).to_pylist()
    schools = known.rows(TableName.SCHOOLS).to_pylist()
    cohorts = _last(known.rows(TableName.COHORTS).to_pylist(), "pupil", "cohort", "from_on")
    pupils = sorted({row["pupil"] for row in upns})
    return {
        "trusts": sorted({(row["trust"],) for row in schools if row["trust"]}),
        "schools": sorted((row["urn"], row["name"], row["trust"]) for row in _last(schools, "urn")),
        "links": _links(known.rows(TableName.SCHOOL_LINKS).to_pylist(), {row["urn"]: row for row in schools}),
        "pupils": [_pupil(number, upns, enrolments, spells) for number in pupils],
        "upns": sorted((row["pupil"], row["upn"], row["load"]) for row in upns),
        "names": sorted(run for number in pupils for run in _names(number, spells)),
        "residences": sorted(run for number in pupils for run in _residences(number, spells)),
        "enrolments": sorted(_enrolment(one, spells) for one in enrolments),
        "cohorts": sorted(
            (
                row["pupil"],
                row["cohort"],
                row["from_on"],
                str(row["until_on"]),
                row["source"] or "",
                row["load"],
            )
            for row in cohorts
        ),
    }


def _links(told: list[Row], schools: dict[int, Row]) -> list[tuple[Any, ...]]:
    """Of every two schools the successor and what comes before it, held schools alone, judged pair by pair."""
    found = []
    standing = _last(told, "urn", "link_urn")
    numbers = {row["urn"] for row in standing} | {row["link_urn"] for row in standing}
    for after in numbers & schools.keys():
        for before in numbers:
            own = [
                r for r in standing if (r["urn"], r["link_urn"], r["link_type"][:3]) == (after, before, "Pre")
            ]
            others = [
                r for r in standing if (r["urn"], r["link_urn"], r["link_type"][:3]) == (before, after, "Suc")
            ]
            against = [
                row["load"]
                for row in standing
                if (row["urn"], row["link_urn"], row["link_type"][:3])
                in ((before, after, "Pre"), (after, before, "Suc"))
            ]
            if [*own, *others] and max(row["load"] for row in [*own, *others]) > max(against, default=0):
                row = [*own, *others][0]
                name = (row["link_name"] or "") if own else ""
                is_held = before in schools
                found.append((after, before, is_held, name, row["link_type"], str(row["on"])))
    return sorted(found)


def attribute_spells(enrolment: Row, said: Sequence[Row]) -> list[Row]:
    """What was true of an enrolment from which day on; the first thing told holds from the entry."""
    key = ("pupil", "school", "entry_on")
    own = [row for row in said if not row["replaced"] and all(row[name] == enrolment[name] for name in key)]
    told = sorted(_last(own, "attributes_from"), key=lambda row: row["attributes_from"])
    return [
        {**row, "from_on": row["entry_on"] if place == 0 else row["attributes_from"]}
        for place, row in enumerate(told)
    ]


def _pupil(number: int, upns: list[Row], enrolments: list[Row], spells: list[Row]) -> tuple[Any, ...]:
    own = sorted((row for row in spells if row["pupil"] == number), key=_newest)
    leaving = [row["leaving_on"] for row in enrolments if row["pupil"] == number]
    *_, upn = (row["upn"] for row in sorted(upns, key=lambda row: row["load"]) if row["pupil"] == number)
    names = _names(number, spells)
    surname, forename, middle = names[-1][2:5] if names else ("", "", "")
    dob, sex = ([row[name] for row in own if row[name] is not None] for name in ("dob", "sex"))
    last = max(leaving) if leaving and None not in leaving else None
    return (number, upn, surname, forename, middle, dob[-1] if dob else None, sex[-1] if sex else "", last)


def _enrolment(one: Row, spells: Iterable[Row]) -> tuple[Any, ...]:
    key = ("pupil", "school", "entry_on")
    last = [row for row in spells if all(row[name] == one[name] for name in key)][-1]
    return (
        *(one[name] for name in key), str(one["leaving_on"]), one["enrolment_status"] or "C",
        last["surname"] or "", last["forename"] or "", str(last["dob"]), last["sex"] or "", last["year_group"] or "",
    )  # fmt: skip


def _names(number: int, spells: list[Row]) -> list[tuple[Any, ...]]:
    runs = _runs(number, [row for row in spells if row["surname"] is not None], ("surname", "forename"))
    return [
        (
            number, run[0]["from_on"], run[0]["surname"], run[0]["forename"] or "",
            ([row["middle_names"] for row in run if row["middle_names"] is not None] or [""])[-1], str(until_on),
        )
        for run, until_on in runs
    ]  # fmt: skip


def _residences(number: int, spells: list[Row]) -> list[tuple[Any, ...]]:
    place = ("postcode", "home_authority", "ward")
    runs = _runs(number, [row for row in spells if any(row[name] is not None for name in place)], place)
    return [
        (number, run[0]["from_on"], run[0]["postcode"] or "", f"school {run[0]['school']}", str(until_on))
        for run, until_on in runs
    ]


def _runs(number: int, spells: list[Row], same: Sequence[str]) -> list[tuple[list[Row], date | None]]:
    """What was told day by day, where the same goes on as one, each with its last day."""
    own = sorted((row for row in spells if row["pupil"] == number), key=_newest)
    by_day = {row["from_on"]: row for row in own}
    runs: list[list[Row]] = []
    for row in by_day.values():
        if runs and all(runs[-1][-1][name] == row[name] for name in same):
            runs[-1].append(row)
        else:
            runs.append([row])
    ends = [run[0]["from_on"] - timedelta(days=1) for run in runs[1:]]
    return list(zip(runs, [*ends, None], strict=False))


def _newest(row: Row) -> tuple[Any, ...]:
    return (row["from_on"], row["load"], row["entry_on"], row["school"])


def _last(rows: Iterable[Row], *key: str) -> list[Row]:
    """Of rows with one key the one that was told last."""
    last: dict[tuple[Any, ...], Row] = {}
    for row in sorted(rows, key=lambda row: (row["load"], row.get("attributes_from") or date.min)):
        last[tuple(row[name] for name in key)] = row
    return list(last.values())
