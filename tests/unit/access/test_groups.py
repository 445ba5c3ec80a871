"""The file that says what each group of the directory may do: read whole, or refused with the place and the mending."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolward.access.groups import GroupsFault, read_groups
from schoolward.access.keys import ScopeKind
from schoolward.access.offers import OfferFault, RoleOffer
from schoolward.access.roles import ROLES, Role

ONE = '{"Team": [{"role": "team_manager", "scope": "borough"}]}'


@st.composite
def offers(draw: st.DrawFn) -> RoleOffer:
    role = draw(st.sampled_from(Role))
    kind = draw(st.sampled_from(sorted(ROLES[role].scopes)))
    names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9)
    numbers = st.integers(1, 999_999_999).map(str)
    values = {ScopeKind.COHORT: names, ScopeKind.SCHOOL: numbers, ScopeKind.TRUST: numbers}
    return RoleOffer(role=role, scope_kind=kind, scope_value=draw(values.get(kind, st.just(""))))


@given(
    st.dictionaries(st.text(min_size=1), st.lists(offers(), min_size=1, max_size=3), min_size=1, max_size=4)
)
def test_what_is_written_is_what_is_read(groups: dict[str, list[RoleOffer]]) -> None:
    told = {
        name: [{"role": offer.role.value, "scope": offer.scope_as_written} for offer in given]
        for name, given in groups.items()
    }
    read = read_groups(json.dumps(told), file="groups.json")
    assert {name: list(given) for name, given in read.roles.items()} == groups


@given(st.text() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(GroupsFault, match=r"groups\.json"):
        read_groups(text, file="groups.json")


def test_somebody_in_many_groups_has_each_role_once_and_unknown_groups_give_none() -> None:
    groups = read_groups(
        '{"A": [{"role": "team_manager", "scope": "borough"}], "B": [{"role": "team_manager", "scope": "borough"},'
        ' {"role": "virtual_school", "scope": "cohort:looked_after"}]}',
        file="groups.json",
    )
    assert [offer.role.value for offer in groups.offers_to(["A", "B", "C"])] == [
        "team_manager",
        "virtual_school",
    ]
    assert groups.offers_to(["C"]) == ()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ('{"Team": [}', "line 1: this is not JSON"),
        ("{}", "write a JSON object with the name of each group"),
        ('{"Team": []}', "group 'Team': write a list of roles"),
        ('{"Team": [{"role": "team_manager"}]}', "each role has a role and a scope and nothing else"),
        (
            '{"Team": [{"role": "manager", "scope": "borough"}]}',
            "there is no role 'manager'; the roles are: ",
        ),
        (
            '{"Team": [{"role": "team_manager", "scope": "town"}]}',
            "there is no scope 'town'; the scopes are: ",
        ),
        ('{"Team": [{"role": "virtual_school", "scope": "borough"}]}', "cannot be given by borough"),
        ('{"Team": [{"role": "school_office", "scope": "school"}]}', "such as school:900001"),
        ('{"Team": [{"role": "team_manager", "scope": "borough:356"}]}', "write the scope as borough"),
    ],
)
def test_a_fault_is_named_with_its_place(told: str, said: str) -> None:
    with pytest.raises(GroupsFault) as fault:
        read_groups(told, file="groups.json")
    assert str(fault.value).startswith("groups.json")
    assert said in str(fault.value)


def test_a_caseload_is_that_of_whoever_takes_the_offer_up() -> None:
    offer = RoleOffer.as_written("attendance_officer", "caseload")
    assert str(offer.scope_for(7)) == "caseload:7"
    with pytest.raises(OfferFault):
        RoleOffer.as_written("attendance_officer", "caseload:7")
