"""Links between schools in the store: which school followed which, after corrections, and as known on a day."""

import pytest

from schoolward.store.layout import TableName
from schoolward.store.loading import LoadRefused
from schoolward.store.school_links import successions
from tests.spec.store.sent import ALDER, BIRCH, Desk, as_an_earlier_release_left_it, school_links

FRIDAY, SATURDAY = "2026-01-16 18:00", "2026-01-17 18:00"
ELSEWHERE = 900099


def followed(desk: Desk, at: str | None = None) -> list[str]:
    """The successions that stand, `900002 after 900001: Predecessor 2026-01-01 Name`."""
    return [
        " ".join(
            filter(
                None,
                (f"{one.successor} after {one.predecessor}: {one.link_type}", str(one.on or ""), one.predecessor_name),
            )
        )
        for one in successions(desk.known(at).rows(TableName.SCHOOL_LINKS))
    ]  # fmt: skip


def test_two_directions_of_one_link_are_one_succession(desk: Desk) -> None:
    done = desk.send(
        school_links(
            f"{ALDER} {BIRCH} Successor 2025-09-01",
            f"{BIRCH} {ALDER} Predecessor 2025-09-01 Old Alder",
        ),
        at=FRIDAY,
    )
    assert done.rows_accepted == 2
    assert followed(desk) == [f"{BIRCH} after {ALDER}: Predecessor 2025-09-01 Old Alder"]
    assert followed(desk, "2026-01-15 18:00") == []


def test_one_direction_is_enough_and_a_school_elsewhere_is_kept(desk: Desk) -> None:
    desk.send(school_links(f"{ALDER} {ELSEWHERE} Predecessor", f"{BIRCH} {ALDER} Successor"), at=FRIDAY)
    assert followed(desk) == [
        f"{ALDER} after {BIRCH}: Successor",
        f"{ALDER} after {ELSEWHERE}: Predecessor",
    ]


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    told = school_links(f"{BIRCH} {ALDER} Predecessor 2025-09-01")
    desk.send(told, at=FRIDAY)
    desk.send(told + "\n", at=SATURDAY)
    assert desk.known().rows(TableName.SCHOOL_LINKS).num_rows == 1


def test_another_type_takes_a_succession_back(desk: Desk) -> None:
    desk.send(school_links(f"{BIRCH} {ALDER} Predecessor"), at=FRIDAY)
    desk.send(school_links(f"{BIRCH} {ALDER} None"), at=SATURDAY)
    assert followed(desk) == []
    assert followed(desk, "2026-01-16 20:00") == [f"{BIRCH} after {ALDER}: Predecessor"]


def test_of_two_that_contradict_each_other_the_later_stands(desk: Desk) -> None:
    desk.send(school_links(f"{BIRCH} {ALDER} Predecessor"), at=FRIDAY)
    desk.send(school_links(f"{ALDER} {BIRCH} Predecessor"), at=SATURDAY)
    assert followed(desk) == [f"{ALDER} after {BIRCH}: Predecessor"]


def test_of_two_that_contradict_each_other_in_one_load_neither_stands(desk: Desk) -> None:
    desk.send(
        school_links(f"{BIRCH} {ALDER} Predecessor"), school_links(f"{ALDER} {BIRCH} Predecessor"), at=FRIDAY
    )
    assert followed(desk) == []


def test_a_school_cannot_tell_whom_it_followed(desk: Desk) -> None:
    links = desk.file(school_links(f"{BIRCH} {ALDER} Predecessor"))
    with pytest.raises(LoadRefused, match="come from the local authority"):
        desk.send(links, at=FRIDAY, only_schools=(BIRCH,))


def test_a_store_of_an_earlier_release_has_no_links_until_the_next_load(desk: Desk) -> None:
    old = as_an_earlier_release_left_it(desk, TableName.SCHOOL_LINKS)
    assert followed(old) == []
    old.send(school_links(f"{BIRCH} {ALDER} Predecessor"), at=FRIDAY)
    assert followed(old) == [f"{BIRCH} after {ALDER}: Predecessor"]
