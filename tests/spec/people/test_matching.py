"""Which records stand side by side for a data officer: the stories of a borough, each with what is found."""

from datetime import date

import pytest

from schoolward.people.matching import Finding, Record, RollSpell, findings, matter_between
from schoolward.people.models import Evidence, MatterKind

ALDER, BIRCH = 900001, 900002
LONG_AGO, SUMMER, AUTUMN = date(2021, 9, 1), date(2025, 7, 18), date(2025, 9, 3)

TABLE = """
story                              | surname    | forename | born       | UPN ends | on roll        || surname     | forename | born       | UPN ends | on roll         || found
moved school under a second UPN    | Larch      | Robin    | 2015-05-07 | 1        | Alder to July  || Larch       | Robin    | 2015-05-07 | 2        | Birch from Sept || duplicate
on two rolls at one time           | Larch      | Robin    | 2015-05-07 | 1        | Alder          || Larch       | Robin    | 2015-05-07 | 2        | Birch from Sept || duplicate
twice on the roll of one school    | Larch      | Robin    | 2015-05-07 | 1        | Alder          || Larch       | Robin    | 2015-05-07 | 2        | Alder           || duplicate
written with accents and hyphens   | Larch-Fenn | Zoë      | 2015-05-07 | 1        | Alder to July  || LARCH FENN  | Zoe      | 2015-05-07 | 2        | Birch from Sept || duplicate
twins at one school                | Larch      | Robin    | 2015-05-07 | 1        | Alder          || Larch       | Rowan    | 2015-05-07 | 2        | Alder           || nothing
twins with names nearly alike      | Larch      | Robin    | 2015-05-07 | 1        | Alder          || Larch       | Robyn    | 2015-05-07 | 2        | Alder           || nothing
twins who both have temporary UPNs | Larch      | Robin    | 2015-05-07 | A        | Alder          || Larch       | Rowan    | 2015-05-07 | B        | Alder           || nothing
twins at different schools         | Larch      | Robin    | 2015-05-07 | 1        | Alder          || Larch       | Rowan    | 2015-05-07 | 2        | Birch from Sept || nothing
a slip in the forename             | Larch      | Robin    | 2015-05-07 | 1        | Alder to July  || Larch       | Robyn    | 2015-05-07 | 2        | Birch from Sept || doubtful
a short form of the forename       | Larch      | Alexander| 2015-05-07 | 1        | Alder to July  || Larch       | Alex     | 2015-05-07 | 2        | Birch from Sept || doubtful
surname and forename exchanged     | Larch      | Robin    | 2015-05-07 | 1        | Alder to July  || Robin       | Larch    | 2015-05-07 | 2        | Birch from Sept || doubtful
another surname, after a move      | Larch      | Robin    | 2015-05-07 | 1        | Alder to July  || Fenn        | Robin    | 2015-05-07 | 2        | Birch from Sept || doubtful
another surname, at one time       | Larch      | Robin    | 2015-05-07 | 1        | Alder          || Fenn        | Robin    | 2015-05-07 | 2        | Birch from Sept || nothing
a double surname                   | Larch      | Robin    | 2015-05-07 | 1        | Alder          || Larch-Fenn  | Robin    | 2015-05-07 | 2        | Birch from Sept || doubtful
day and month swapped              | Larch      | Robin    | 2015-05-07 | 1        | Alder to July  || Larch       | Robin    | 2015-07-05 | 2        | Birch from Sept || doubtful
one digit of the date of birth     | Larch      | Robin    | 2015-05-07 | 1        | Alder to July  || Larch       | Robin    | 2014-05-07 | 2        | Birch from Sept || doubtful
two digits of the date of birth    | Larch      | Robin    | 2015-05-07 | 1        | Alder to July  || Larch       | Robin    | 2014-06-07 | 2        | Birch from Sept || nothing
a temporary UPN, another surname   | Larch      | Robin    | 2015-05-07 | 1        | Alder          || Fenn        | Robin    | 2015-05-07 | A        | Birch from Sept || doubtful
a temporary UPN, the same names    | Larch      | Robin    | 2015-05-07 | 1        | Alder to July  || Larch       | Robin    | 2015-05-07 | A        | Birch from Sept || duplicate
left years before the other came   | Larch      | Robin    | 2015-05-07 | 1        | Alder in 2021  || Larch       | Robin    | 2015-05-07 | 2        | Birch from Sept || doubtful
nothing in common but the birthday | Larch      | Robin    | 2015-05-07 | 1        | Alder to July  || Fenn        | Rowan    | 2015-05-07 | 2        | Birch from Sept || nothing
"""  # noqa: E501 (a table)

ROLLS = {
    "Alder": (RollSpell(school=ALDER, from_on=LONG_AGO, last_on=None),),
    "Alder to July": (RollSpell(school=ALDER, from_on=LONG_AGO, last_on=SUMMER),),
    "Alder in 2021": (RollSpell(school=ALDER, from_on=LONG_AGO, last_on=date(2021, 12, 17)),),
    "Birch from Sept": (RollSpell(school=BIRCH, from_on=AUTUMN, last_on=None),),
}


def rows() -> list[list[str]]:
    """The cells of each story."""
    lines = TABLE.strip().splitlines()[1:]
    return [[cell.strip() for cell in line.replace("||", "|").split("|")] for line in lines]


def record(number: int, cells: list[str], **said: object) -> Record:
    surname, forename, born, ends, rolls = cells
    return Record(
        pupil=number, child=number, upn=f"A80000000000{ends}", surname=surname, forename=forename,
        dob=date.fromisoformat(born), spells=ROLLS[rolls], **said,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("cells", rows(), ids=lambda cells: cells[0])
def test_what_is_found_of_two_records(cells: list[str]) -> None:
    one, other, expected = record(1, cells[1:6]), record(2, cells[6:11]), cells[11]

    found = list(findings([other, one]))

    assert [finding.kind.value for finding in found] == ([] if expected == "nothing" else [expected])
    assert found == [finding for finding in [matter_between(one, other)] if finding]
    assert all((finding.pupil, finding.other) == (1, 2) for finding in found)


def larch(number: int, rolls: str = "Alder", **said: object) -> Record:
    return record(number, ["Larch", "Robin", "2015-05-07", str(number), rolls], **said)


def test_who_was_told_as_of_different_sex_is_doubtful_not_a_duplicate() -> None:
    (found,) = findings([larch(1, sex="F"), larch(2, "Birch from Sept", sex="M")])
    assert (found.kind, Evidence.SEX_DIFFERS in found.evidence) == (MatterKind.DOUBTFUL, True)


def test_a_former_surname_or_the_same_postcode_speaks_for_another_surname() -> None:
    fenn = ["Fenn", "Robin", "2015-05-07", "2", "Birch from Sept"]
    assert list(findings([larch(1), record(2, fenn)])) == []
    (former,) = findings([larch(1), record(2, fenn, former_surnames=frozenset({"LARCH"}))])
    assert Evidence.FORMER_SURNAME in former.evidence
    (near,) = findings([larch(1, postcode="ZZ1 1AA"), record(2, fenn, postcode="ZZ1 1AA")])
    assert {Evidence.OTHER_SURNAME, Evidence.SAME_POSTCODE} <= set(near.evidence)


def test_records_that_were_merged_are_not_found_again() -> None:
    one, other = larch(1), larch(2, "Birch from Sept")
    assert [*findings([one, other])]
    merged = Record(**{**vars(other), "child": 1})
    assert list(findings([one, merged])) == []


@pytest.mark.parametrize(
    ("at_birch", "expected"),
    [
        ({}, None),
        ({"surname": "Fenn"}, None),
        ({"forename": "Rob"}, None),
        ({"dob": date(2014, 1, 1)}, Evidence.TOLD_DOB),
        ({"sex": "M"}, Evidence.TOLD_SEX),
        ({"surname": "Fenn", "forename": "Ash"}, Evidence.TOLD_NAME),
        ({"surname": "", "forename": "", "dob": None, "sex": ""}, None),
    ],
)
def test_schools_that_contradict_each_other_on_one_upn(
    at_birch: dict[str, object], expected: Evidence | None
) -> None:
    told = {"surname": "Larch", "forename": "Robin", "dob": date(2015, 5, 7), "sex": "F"}
    spells = (
        RollSpell(school=ALDER, from_on=LONG_AGO, last_on=SUMMER, **told),  # type: ignore[arg-type]
        RollSpell(school=BIRCH, from_on=AUTUMN, last_on=None, **{**told, **at_birch}),  # type: ignore[arg-type]
    )
    found = list(findings([Record(**{**vars(larch(1)), "spells": spells})]))
    clash = Finding(kind=MatterKind.CLASH, pupil=1, other=None, evidence=(expected,)) if expected else None
    assert found == ([clash] if clash else [])


def test_what_a_school_has_corrected_no_longer_contradicts() -> None:
    spells = (
        RollSpell(school=ALDER, from_on=LONG_AGO, last_on=SUMMER, dob=date(2014, 5, 7)),
        RollSpell(school=ALDER, from_on=AUTUMN, last_on=None, dob=date(2015, 5, 7)),
        RollSpell(school=BIRCH, from_on=AUTUMN, last_on=None, dob=date(2015, 5, 7)),
    )
    assert list(findings([Record(**{**vars(larch(1)), "spells": spells})])) == []


def test_a_record_without_a_name_or_date_of_birth_is_like_no_other() -> None:
    nameless = [
        Record(pupil=n, child=n, upn=f"A80000000000{n}", surname="", forename="", dob=None) for n in (1, 2)
    ]
    assert list(findings(nameless)) == []
