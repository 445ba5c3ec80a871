"""The invented schools have a real authority's mix and nobody's names."""

import csv
from collections import Counter

import numpy as np
import pytest

from schoolward.demo.school_list import invent_schools
from schoolward.demo.schools import DemoSchool, SchoolKind, SentAs
from tests.reference_data import reference_data


def _schools(pupils: int) -> tuple[DemoSchool, ...]:
    return invent_schools(pupils=pupils, rng=np.random.default_rng(3))


def test_the_full_borough_has_110_schools_of_all_kinds_and_45_000_pupils() -> None:
    inside = [school for school in _schools(45_000) if school.in_borough]
    assert len(inside) == 110
    assert sum(school.pupils for school in inside) == 45_000
    assert Counter(school.kind for school in inside) == {
        SchoolKind.PRIMARY: 69,
        SchoolKind.INFANT: 5,
        SchoolKind.JUNIOR: 5,
        SchoolKind.SECONDARY: 16,
        SchoolKind.ALL_THROUGH: 1,
        SchoolKind.SPECIAL: 8,
        SchoolKind.PUPIL_REFERRAL_UNIT: 4,
        SchoolKind.INDEPENDENT: 2,
    }
    assert sum(12 in school.year_groups for school in inside if school.kind is SchoolKind.SECONDARY) == 2


def test_most_schools_send_long_files_and_a_few_each_other_form() -> None:
    forms = Counter(school.sent_as for school in _schools(45_000))
    assert forms[SentAs.LONG] > 90
    assert {form: forms[form] for form in SentAs if form is not SentAs.LONG} == {
        SentAs.WIDE_DAY: 4,
        SentAs.WIDE_WEEK: 3,
        SentAs.CTF: 3,
        SentAs.CTF_SINGLE_CHARACTERS: 1,
        SentAs.WONDE: 3,
        SentAs.NOTHING: 2,
    }
    assert sum(school.stops_sending_on is not None for school in _schools(45_000)) == 1
    assert sum(school.own_half_terms for school in _schools(45_000)) == 1


@pytest.mark.parametrize("pupils", [200, 1_000, 6_000, 45_000])
def test_a_borough_of_any_size_has_every_kind_and_every_form_and_exactly_its_pupils(pupils: int) -> None:
    schools = _schools(pupils)
    inside = [school for school in schools if school.in_borough]
    assert sum(school.pupils for school in inside) == pupils
    assert {school.kind for school in inside} == set(SchoolKind)
    assert {school.sent_as for school in schools} == set(SentAs)


def test_numbers_are_unique_and_invented() -> None:
    schools = _schools(45_000)
    assert min(school.urn for school in schools) == 900_001
    for numbers in ([s.urn for s in schools], [s.laestab for s in schools], [s.name for s in schools]):
        assert len(set(numbers)) == len(schools)
    assert {school.laestab // 10_000 for school in schools if school.in_borough} == {356}
    assert {school.authority[0] for school in schools if not school.in_borough} == {"352", "357", "895"}


def test_no_name_or_number_is_that_of_a_school_of_the_real_authority() -> None:
    with reference_data("stockport_schools_2019.csv").open(encoding="utf-8-sig") as file:
        real = list(csv.DictReader(file))
    invented = _schools(45_000)
    first_words = {
        school.name.split()[0].casefold() for school in invented if not school.name.startswith("St ")
    }
    assert not first_words & {row["name"].split()[0].casefold() for row in real}
    saints = {
        " ".join(school.name.split()[:2]).casefold() for school in invented if school.name.startswith("St ")
    }
    assert not saints & {" ".join(row["name"].split()[:2]).casefold() for row in real}
    assert not {school.laestab for school in invented} & {int(row["laestab"]) for row in real}
    assert not {school.urn for school in invented} & {int(row["urn"]) for row in real}


def test_a_school_has_pupils_exactly_where_it_sends_marks() -> None:
    school = next(school for school in _schools(1_000) if school.pupils)
    with pytest.raises(ValueError, match="sends marks"):
        DemoSchool(**{**school.__dict__, "sent_as": SentAs.NOTHING})
