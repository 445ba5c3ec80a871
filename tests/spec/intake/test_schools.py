"""Schools with GIAS's column names, and the phase in which each is counted."""

from datetime import date
from typing import NamedTuple

import pytest

from schoolward.intake import schools
from schoolward.intake.school_phases import phase_of
from tests.spec.intake.sent_tables import CONTEXT, accepted, refusals, table

GIAS = (
    '"URN","LA (code)","LA (name)","EstablishmentNumber","EstablishmentName","TypeOfEstablishment (code)",'
    '"TypeOfEstablishment (name)","OpenDate","CloseDate","PhaseOfEducation (code)","PhaseOfEducation (name)",'
    '"StatutoryLowAge","StatutoryHighAge","Postcode","Trusts (name)","AdministrativeWard (name)"'
)
ROWS = (
    '"900001","999","Demo","2001","Alder Primary School","01","Community school","","","2","Primary","3","11",'
    '"ZZ1 1AB","","Brook"',
    '"900002","999","Demo","4001","Birch Academy, The","34","Academy converter","01-09-2014","","4","Secondary",'
    '"11","18","ZZ2 2AB","Hill ""Top"" Trust","Hill"',
    '"900003","999","Demo","7001","Cèdre Special School","07","Community special school","","","0",'
    '"Not applicable","4","19","","",""',
    '"900004","999","Demo","","Elm High School","05","Foundation school","","31-08-2014","4","Secondary","11","16",'
    '"","",""',
)


def test_a_file_as_gias_gives_it() -> None:
    data = "\r\n".join((GIAS, *ROWS, "")).encode("cp1252")
    told = schools.read("edubasealldata20261120.csv", data, CONTEXT)
    assert refusals(told) == []
    names = ("urn", "local_authority", "laestab", "name", "type_name", "phase", "trust", "ward", "postcode")
    assert accepted(told, *names) == [
        (900001, "999", 9992001, "Alder Primary School", "Community school", "Primary", None, "Brook", "ZZ1 1AB"),
        (
            900002, "999", 9994001, "Birch Academy, The", "Academy converter", "Secondary", 'Hill "Top" Trust',
            "Hill", "ZZ2 2AB",
        ),
        (900003, "999", 9997001, "Cèdre Special School", "Community special school", "Special", None, None, None),
        (900004, "999", None, "Elm High School", "Foundation school", "Secondary", None, None, None),
    ]  # fmt: skip
    assert accepted(told, "opened_on", "closed_on", "statutory_low_age", "statutory_high_age") == [
        (None, None, 3, 11),
        (date(2014, 9, 1), None, 11, 18),
        (None, None, 4, 19),
        (None, date(2014, 8, 31), 11, 16),
    ]
    assert [warning.partition(":")[0] for warning in told.warnings] == [
        "the file is not UTF-8; it was read as Windows-1252",
        "columns that are not read",
    ]


def test_three_columns_are_enough() -> None:
    told = schools.read("s.csv", table("URN,EstablishmentName,LA (code)", "900001,Alder,356"), CONTEXT)
    assert accepted(told, "urn", "name", "local_authority", "laestab", "phase") == [
        (900001, "Alder", "356", None, "Not known")
    ]


def test_plain_names_for_the_columns() -> None:
    heading = "urn,school name,la,type,phase,trust,ward,opened on"
    told = schools.read(
        "s.csv", table(heading, "900001,Alder,356,Free schools,primary,Oak,Brook,2014-09-01"), CONTEXT
    )
    assert accepted(told, "type_name", "phase", "trust", "ward", "opened_on") == [
        ("Free schools", "Primary", "Oak", "Brook", date(2014, 9, 1))
    ]


class Phase(NamedTuple):
    """A school's type and phase by code and name, and the phase in which it is counted."""

    type_code: str
    type_name: str
    phase_code: str
    phase_name: str
    counted: str


PHASES = [
    Phase("01", "Community school", "2", "Primary", "Primary"),
    Phase("1", "", "2", "", "Primary"),
    Phase("01", "Community school", "3", "Middle deemed primary", "Primary"),
    Phase("01", "Community school", "5", "Middle deemed secondary", "Secondary"),
    Phase("34", "Academy converter", "7", "All-through", "Secondary"),
    Phase("", "", "", "All-through", "Secondary"),
    Phase("34", "Academy converter", "4", "Secondary", "Secondary"),
    Phase("15", "Local authority nursery school", "1", "Nursery", "Nursery"),
    Phase("45", "Academy 16-19 converter", "6", "16 plus", "16 plus"),
    Phase("32", "Special post 16 institution", "6", "16 plus", "16 plus"),
    Phase("07", "Community special school", "0", "Not applicable", "Special"),
    Phase("7", "", "0", "", "Special"),
    Phase("08", "Non-maintained special school", "0", "Not applicable", "Special"),
    Phase("36", "Free schools special", "0", "Not applicable", "Special"),
    Phase("44", "Academy special converter", "", "", "Special"),
    Phase("14", "Pupil referral unit", "0", "Not applicable", "Alternative provision"),
    Phase("38", "Free schools alternative provision", "0", "Not applicable", "Alternative provision"),
    Phase("43", "", "0", "", "Alternative provision"),
    Phase("11", "Other independent school", "0", "Not applicable", "Independent"),
    Phase("10", "Other independent special school", "0", "Not applicable", "Independent"),
    Phase("", "", "", "Special", "Special"),
    Phase("", "", "0", "Not applicable", "Not known"),
    Phase("", "", "", "", "Not known"),
]


@pytest.mark.parametrize(
    "case", PHASES, ids=lambda case: f"{case.type_code} {case.type_name} {case.phase_name}"
)
def test_the_phase_in_which_a_school_is_counted(case: Phase) -> None:
    assert case.counted == phase_of(
        type_code=case.type_code,
        type_name=case.type_name,
        phase_code=case.phase_code,
        phase_name=case.phase_name,
    )


class Refused(NamedTuple):
    """A line that is refused, with field and reason."""

    line: str
    field: str
    reason: str


HEADING = "URN,EstablishmentName,LA (code),EstablishmentNumber,OpenDate,CloseDate,StatutoryLowAge"
REFUSED = [
    Refused(",Elm,356,2001,,,", "URN", "urn_shape"),
    Refused("12,Elm,356,2001,,,", "URN", "urn_shape"),
    Refused("900002,,356,2001,,,", "EstablishmentName", "school_name_missing"),
    Refused("900002,Elm,,2001,,,", "LA (code)", "authority_code"),
    Refused("900002,Elm,Demo,2001,,,", "LA (code)", "authority_code"),
    Refused("900002,Elm,356,20011,,,", "EstablishmentNumber", "establishment_number"),
    Refused("900002,Elm,356,2001,31-09-2014,,", "OpenDate", "date_not_real"),
    Refused("900002,Elm,356,2001,2014-09-01,,", "OpenDate", "date_other_style"),
    Refused("900002,Elm,356,2001,02-09-2014,01-09-2014,", "CloseDate", "closed_before_opened"),
    Refused("900002,Elm,356,2001,,,four", "StatutoryLowAge", "school_age"),
    Refused("900002,Elm,356,2001,,,26", "StatutoryLowAge", "school_age"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.reason}-{case.line}")
def test_a_school_is_refused_and_told_why(case: Refused) -> None:
    told = schools.read("s.csv", table(HEADING, "900001,Alder,356,2001,01-09-2014,,4", case.line), CONTEXT)
    assert refusals(told) == [(3, case.field, case.reason)]
    assert told.accepted.num_rows == 1


def test_a_school_on_two_lines() -> None:
    rows = ("900001,Alder,356", "900001,Alder,356", "900002,Elm,356", "900002,Elm High,356")
    told = schools.read("s.csv", table("URN,EstablishmentName,LA (code)", *rows), CONTEXT)
    assert refusals(told) == [
        (3, "URN", "duplicate_school"),
        (4, "URN", "conflicting_schools"),
        (5, "URN", "conflicting_schools"),
    ]
