"""Pupils and enrolments: every column as the census or an office names it, and what is refused or left empty."""

from datetime import date
from typing import NamedTuple

import pytest

from schoolward.intake import pupils
from schoolward.intake.pupil_values import year_group_of
from tests.spec.intake.sent_tables import CONTEXT, URN, A, B, C, accepted, only, refusals, table

HEADING = "upn,urn,dob,entrydate,leavingdate,sex,ncyearactual,enrolstatus,senprovision,fsm,attributes_from"


class Sent(NamedTuple):
    """The cells of one line, and the field and reason for which it is refused; no reason: it is accepted."""

    upn: str = A
    urn: str = URN
    dob: str = "2014-03-02"
    entry_on: str = "2018-09-03"
    leaving_on: str = ""
    sex: str = "F"
    year_group: str = "7"
    enrolment_status: str = "C"
    sen_provision: str = "N"
    free_school_meals: str = "N"
    attributes_from: str = ""
    field: str = ""
    reason: str = ""

    @property
    def line(self) -> str:
        """As it stands in the file."""
        return ",".join(self[:11])


def test_every_column_under_its_census_name() -> None:
    heading = (
        "upn,formerupn,surname,forename,middlenames,dob,sex,ethnicity,lea,estab,ncyearactual,entrydate,leavingdate,"
        "enrolstatus,senprovision,fsm,postcode,home_la,ward,attributes_from"
    )
    row = (
        f"{A},{B},Marsh,Rowan,Lee Ann,2014-03-02,F,wbri,356,2001,R,2018-09-03,2026-07-17,"
        "M,K,true,zz11ab,357,Alderbrook,2026-01-05"
    )
    told = pupils.read("p.csv", table(heading, row), CONTEXT)
    assert told.accepted.to_pylist() == [
        {
            "line": 2,
            "upn": A,
            "former_upn": B,
            "surname": "Marsh",
            "forename": "Rowan",
            "middle_names": "Lee Ann",
            "dob": date(2014, 3, 2),
            "sex": "F",
            "ethnicity": "WBRI",
            "urn": None,
            "laestab": 3562001,
            "year_group": "R",
            "entry_on": date(2018, 9, 3),
            "leaving_on": date(2026, 7, 17),
            "enrolment_status": "M",
            "sen_provision": "K",
            "free_school_meals": True,
            "postcode": "ZZ1 1AB",
            "home_authority": "357",
            "ward": "Alderbrook",
            "attributes_from": date(2026, 1, 5),
        }
    ]
    assert told.warnings == ()


def test_the_names_that_offices_use() -> None:
    heading = (
        "Unique Pupil Number,Former UPN,Last Name,First Name,Middle Names,Date of Birth,Gender,Ethnicity Code,"
        "DfE Number,Year Group,Date of Admission,Date of Leaving,Enrolment Status,SEN Provision,Free School Meals,"
        "Post Code,Home Local Authority,Ward,Attributes From"
    )
    row = f"{A},,Marsh,Rowan,,02/03/2014,Female,APKN,356/2001,Year 07,03/09/2018,,s,e,Y,,,,"
    told = pupils.read("p.csv", table(heading, row), CONTEXT)
    names = (
        "dob",
        "sex",
        "laestab",
        "year_group",
        "entry_on",
        "enrolment_status",
        "sen_provision",
        "free_school_meals",
    )
    assert only(told, names) == {
        "dob": date(2014, 3, 2),
        "sex": "F",
        "laestab": 3562001,
        "year_group": "7",
        "entry_on": date(2018, 9, 3),
        "enrolment_status": "S",
        "sen_provision": "E",
        "free_school_meals": True,
    }
    assert told.warnings == ()


def test_what_is_left_empty_is_unknown() -> None:
    told = pupils.read("p.csv", table("upn,urn,dob,doa", f"{A},{URN},2014-03-02,2018-09-03"), CONTEXT)
    row = told.accepted.to_pylist()[0]
    known = {"line": 2, "upn": A, "urn": 900001, "dob": date(2014, 3, 2), "entry_on": date(2018, 9, 3)}
    assert {name: value for name, value in row.items() if value is not None} == known


YEAR_GROUPS = [
    ("N1", "N1"), ("n2", "N2"), ("E1", "E1"), ("R", "R"), ("Reception", "R"), ("0", "R"), ("1", "1"), ("07", "7"),
    ("Year 7", "7"), ("Yr 10", "10"), ("Y11", "11"), ("year 13", "13"), ("14", "14"), ("X", "X"),
    ("15", None), ("Nursery", None), ("N3", None), ("Year", None), ("7B", None), ("-1", None), ("²", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "group"), YEAR_GROUPS)
def test_year_groups(text: str, group: str | None) -> None:
    assert year_group_of(text) == group


REFUSED = [
    Sent(upn="?", field="upn", reason="upn_shape"),
    Sent(upn=("A" if A[0] != "A" else "B") + A[1:], field="upn", reason="upn_check_letter"),
    Sent(urn="", field="urn", reason="school_missing"),
    Sent(urn="12", field="urn", reason="urn_shape"),
    Sent(dob="", field="dob", reason="date_missing"),
    Sent(dob="02/03/14", field="dob", reason="date_two_digit_year"),
    Sent(dob="2014-02-30", field="dob", reason="date_not_real"),
    Sent(dob="02/03/2014", field="dob", reason="date_other_style"),
    Sent(dob="2001-11-19", field="dob", reason="dob_range"),
    Sent(dob="0014-03-02", field="dob", reason="dob_range"),
    Sent(dob="2026-11-21", field="dob", reason="dob_range"),
    Sent(entry_on="", field="entry_on", reason="date_missing"),
    Sent(entry_on="2014-03-01", field="entry_on", reason="entry_before_birth"),
    Sent(entry_on="2175-09-03", field="entry_on", reason="entry_range"),
    Sent(leaving_on="2018-09-02", field="leaving_on", reason="leaving_before_entry"),
    Sent(leaving_on="2175-09-02", field="leaving_on", reason="leaving_range"),
    Sent(leaving_on="July", field="leaving_on", reason="date_shape"),
    Sent(sex="U", field="sex", reason="sex_unknown"),
    Sent(year_group="7B", field="year_group", reason="year_group_unknown"),
    Sent(enrolment_status="Q", field="enrolment_status", reason="enrolment_status_unknown"),
    Sent(sen_provision="Z", field="sen_provision", reason="sen_provision_unknown"),
    Sent(free_school_meals="maybe", field="free_school_meals", reason="free_school_meals_unknown"),
    Sent(attributes_from="2014-03-01", field="attributes_from", reason="attributes_from_range"),
    Sent(attributes_from="2027-11-21", field="attributes_from", reason="attributes_from_range"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.reason}-{case.line[14:]}")
def test_an_enrolment_is_refused_and_told_why(case: Sent) -> None:
    told = pupils.read("p.csv", table(HEADING, Sent(upn=B).line, case.line), CONTEXT)
    assert refusals(told) == [(3, case.field, case.reason)]
    assert accepted(told, "line") == [(2,)]


ACCEPTED = [
    Sent(dob="2001-11-20", entry_on="2018-09-03"),
    Sent(dob="2018-09-03"),
    Sent(leaving_on="2018-09-03"),
    Sent(entry_on="2028-11-20"),
    Sent(sex=""),
    Sent(sex="m"),
    Sent(sen_provision="S"),
    Sent(free_school_meals="1"),
    Sent(enrolment_status="G"),
    Sent(attributes_from="2027-11-20"),
]


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.line)
def test_an_enrolment_is_accepted(case: Sent) -> None:
    assert refusals(pupils.read("p.csv", table(HEADING, case.line), CONTEXT)) == []


def test_what_may_fail_is_left_empty_or_kept_with_a_warning() -> None:
    heading = "upn,urn,dob,doa,former upn,ethnicity,home_la,postcode"
    row = f"{A},{URN},2014-03-02,2018-09-03,{B[:-1]},WENG,Stockport,Upper Farm"
    told = pupils.read("p.csv", table(heading, row), CONTEXT)
    assert accepted(told, "former_upn", "ethnicity", "home_authority", "postcode") == [
        (None, "WENG", None, "Upper Farm")
    ]
    assert told.warnings == (
        "ethnicity codes not known here, kept as sent: 1 (line 2)",
        "former UPNs that cannot be read, left empty: 1 (line 2)",
        "home authorities that are not a three-digit code, left empty: 1 (line 2)",
    )


def test_both_numbers_of_a_school_may_be_given() -> None:
    heading = "upn,urn,laestab,dob,doa"
    rows = [
        f"{A},{URN},3562001,2014-03-02,2018-09-03",
        f"{B},,3562001,2014-03-02,2018-09-03",
        f"{C},,,2014-03-02,2018-09-03",
        f"{C},{URN},35,2014-03-02,2018-09-03",
    ]
    told = pupils.read("p.csv", table(heading, *rows), CONTEXT)
    assert accepted(told, "urn", "laestab") == [(900001, 3562001), (None, 3562001)]
    assert refusals(told) == [(4, "urn", "school_missing"), (5, "laestab", "laestab_shape")]


def test_the_same_enrolment_on_two_lines() -> None:
    rows = [
        Sent(),
        Sent(),
        Sent(upn=B),
        Sent(upn=B, sex="M"),
        Sent(upn=C, attributes_from="2026-01-05"),
        Sent(upn=C, attributes_from="2026-09-01", year_group="8"),
        Sent(urn="900002"),
        Sent(entry_on="2020-09-03"),
    ]
    told = pupils.read("p.csv", table(HEADING, *(row.line for row in rows)), CONTEXT)
    assert refusals(told) == [
        (3, "upn", "duplicate_enrolment"),
        (4, "upn", "conflicting_enrolments"),
        (5, "upn", "conflicting_enrolments"),
    ]
    assert accepted(told, "line") == [(2,), (6,), (7,), (8,), (9,)]
