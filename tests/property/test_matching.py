"""The search for matters against a comparison of every pair: none is lost, and the order of records is no matter."""

from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from schoolward.people.matching import Finding, Record, RollSpell, clash_within, findings, matter_between
from schoolward.people.models import Evidence, MatterKind
from schoolward.people.name_likeness import are_near, folded

names = st.sampled_from(("", "Larch", "LÁRCH", "Lrach", "Fenn", "Larch-Fenn", "Robin", "Robyn", "Rob", "Lee"))
born = st.sampled_from((None, date(2015, 5, 7), date(2015, 7, 5), date(2014, 5, 7), date(2016, 6, 8)))
sexes = st.sampled_from(("", "F", "M"))
spells = st.builds(
    RollSpell,
    school=st.sampled_from((900001, 900002)),
    from_on=st.sampled_from((date(2022, 9, 1), date(2025, 9, 1))),
    last_on=st.sampled_from((None, date(2025, 9, 1), date(2026, 1, 5))),
    surname=names,
    forename=names,
    dob=born,
    sex=sexes,
)


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    return [
        Record(
            pupil=number, child=draw(st.sampled_from((number, 1))), upn=f"A80000000000{draw(st.sampled_from('1A'))}",
            surname=draw(names), forename=draw(names), dob=draw(born), sex=draw(sexes),
            postcode=draw(st.sampled_from(("", "ZZ1 1AA"))), former_surnames=draw(st.frozensets(names, max_size=1)),
            spells=tuple(draw(st.lists(spells, max_size=2))),
        )
        for number in range(1, draw(st.integers(2, 6)) + 1)
    ]  # fmt: skip


def by_record(found: Finding) -> tuple[int, int]:
    return found.pupil, found.other or 0


@given(told=records(), data=st.data())
def test_no_pair_is_lost_and_the_order_does_not_matter(told: list[Record], data: st.DataObject) -> None:
    pairs = [matter_between(one, other) for one, other in combinations(told, 2)]
    every = [found for found in (*pairs, *map(clash_within, told)) if found]
    assert sorted(findings(told), key=by_record) == sorted(every, key=by_record)
    shuffled = data.draw(st.permutations(told))
    assert sorted(findings(shuffled), key=by_record) == sorted(every, key=by_record)


@given(told=records())
def test_what_a_matter_rests_on(told: list[Record]) -> None:
    by_number = {record.pupil: record for record in told}
    for found in findings(told):
        if found.other is None:
            assert found.kind is MatterKind.CLASH
            continue
        one, other = by_number[found.pupil], by_number[found.other]
        assert one.child != other.child
        same_name = (folded(one.surname), folded(one.forename)) == (
            folded(other.surname),
            folded(other.forename),
        )
        assert (Evidence.SAME_NAME in found.evidence) is same_name
        if found.kind is MatterKind.DUPLICATE:
            assert same_name
            assert one.dob == other.dob
        if not same_name:
            assert Evidence.AT_ONE_SCHOOL not in found.evidence
            assert one.dob == other.dob


@given(one=names, other=names)
def test_nearness_goes_both_ways_and_forgets_case(one: str, other: str) -> None:
    assert are_near(one, other) is are_near(other, one) is are_near(one.upper(), other.lower())
    assert are_near(one, one)
