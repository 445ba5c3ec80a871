"""The invented UPNs are well made and are nobody's."""

import numpy as np
import pytest

from schoolward.demo.upns import number_upns
from schoolward.register.upn import is_temporary_upn, upn_fault
from tests.unit.demo.small_borough import borough_of


def _numbered(establishment: list[int], year: list[int], temporary: list[bool]) -> list[str]:
    upns = number_upns(
        establishment=np.array(establishment), year=np.array(year), temporary=np.array(temporary)
    )
    return [upn.decode() for upn in upns]


def test_check_letters_are_true_and_serials_count_within_school_and_year() -> None:
    upns = _numbered([2901, 2901, 2901, 4901], [2021, 2021, 2022, 2021], [False] * 4)
    assert [upn[1:] for upn in upns] == ["999290121001", "999290121002", "999290122001", "999490121001"]
    assert [upn_fault(upn) for upn in upns] == [None] * 4


def test_temporary_upns_end_in_a_letter_and_check() -> None:
    upns = _numbered([5000] * 12, [2024] * 12, [True] * 12)
    assert len(set(upns)) == 12
    assert all(is_temporary_upn(upn) and upn_fault(upn) is None for upn in upns)


def test_a_school_cannot_number_a_thousand_children_in_a_year() -> None:
    with pytest.raises(ValueError, match="999"):
        _numbered([2901] * 1000, [2021] * 1000, [False] * 1000)


def test_every_child_of_a_borough_has_a_upn_of_its_own_with_nobodys_authority() -> None:
    children = borough_of().children
    upns = [upn.decode() for upn in children.upn]
    former = [upn.decode() for upn in children.former_upn if upn]
    assert len(set(upns)) == len(upns)
    assert {upn_fault(upn) for upn in [*upns, *former]} == {None}
    assert {upn[1:4] for upn in [*upns, *former]} == {"999"}
    assert any(is_temporary_upn(upn) for upn in [*upns, *former])
