"""A value of the law holds from its day until the next one; before the first, after the end and before commencement
there is none, and the answer says so."""

from dataclasses import replace
from datetime import date

import pytest

from schoolward.law.book import LawBook
from schoolward.law.value_files import national_law, read_topic
from schoolward.law.values import (
    Authority,
    DatedValue,
    NoLawThen,
    NotInForce,
    Override,
    Parameter,
    UnknownParameter,
)
from schoolward.register.register_code import Confidence

TEXT = """\
notice_days:
  label: Days of notice
  unit: days
  authority: statute
  local_override: no
  values:
    - {from: 2010-09-01, value: 3, citation: an Act, confidence: S, verified: yes}
    - {from: 2020-09-01, value: 5, citation: an Act as amended, confidence: S, verified: yes}
    - {not_in_force: yes, value: 7, citation: another Act, confidence: S, verified: yes}
duty_to_ask:
  label: Whom a school asks
  unit: answer
  authority: statute
  local_override: no
  values:
    - {from: 2010-09-01, value: the parent, citation: an Act, confidence: S, verified: yes}
    - {from: 2015-09-01, ended: yes, citation: the Act that repealed it, confidence: S, verified: yes}
    - {from: 2018-09-01, value: both parents, citation: a third Act, confidence: K, verified: no}
national_framework:
  label: The framework
  unit: instrument
  authority: guidance
  local_override: no
  values:
    - {from: 2012-09-01, value: the guidance, citation: the guidance, confidence: C2, verified: yes}
"""
LAW = LawBook({parameter.name: parameter for parameter in read_topic("topic.yaml", TEXT)})


@pytest.mark.parametrize(
    ("on", "days"),
    [
        pytest.param(date(2010, 9, 1), 3, id="on its first day"),
        pytest.param(date(2020, 8, 31), 3, id="on its last day"),
        pytest.param(date(2020, 9, 1), 5, id="on the first day of the next"),
        pytest.param(date(2099, 1, 1), 5, id="long afterwards: what is not in force never takes its place"),
    ],
)
def test_a_value_holds_until_the_next_begins(on: date, days: int) -> None:
    assert LAW.value("notice_days", on).content == days


def test_before_the_first_value_nothing_is_held() -> None:
    with pytest.raises(NoLawThen) as refused:
        LAW.value("notice_days", date(2010, 8, 31))
    assert str(refused.value) == (
        "no value of notice_days is held for 2010-08-31: the first is from 2010-09-01. Ask for that day or a later one."
    )


def test_a_provision_that_has_ended_has_no_value() -> None:
    assert LAW.value("duty_to_ask", date(2015, 8, 31)).content == "the parent"
    with pytest.raises(NotInForce, match="duty_to_ask has no value in force on 2015-09-01"):
        LAW.value("duty_to_ask", date(2015, 9, 1))


def test_a_provision_may_come_back() -> None:
    assert LAW.value("duty_to_ask", date(2018, 9, 1)).content == "both parents"


def test_what_is_not_in_force_can_be_looked_at() -> None:
    (awaited,) = LAW.parameter("notice_days").prospective
    assert (awaited.content, awaited.in_force_from) == (7, None)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownParameter, match="did you mean notice_days"):
        LAW.parameter("notice_day")
    with pytest.raises(UnknownParameter, match="'moonphase': `schoolward law list` names them all"):
        LAW.parameter("moonphase")


def test_no_rule_is_judged_before_the_framework() -> None:
    LAW.require_law_on(date(2012, 9, 1))
    with pytest.raises(
        NoLawThen, match=r"as at 2012-08-31: the law held here begins on 2012-09-01"
    ) as refused:
        LAW.require_law_on(date(2012, 8, 31))
    assert str(refused.value).endswith("Ask as at 2012-09-01 or later.")


def test_what_changed_between_two_days() -> None:
    """Both days are within. A beginning has nothing before it, nor has a return after an end."""
    changes = LAW.changes(first_on=date(2010, 9, 1), last_on=date(2018, 9, 1))
    told = [
        (
            change.after.in_force_from,
            change.parameter.name,
            change.before and change.before.content,
            change.after.content,
        )
        for change in changes
    ]
    assert told == [
        (date(2010, 9, 1), "duty_to_ask", None, "the parent"),
        (date(2010, 9, 1), "notice_days", None, 3),
        (date(2012, 9, 1), "national_framework", None, "the guidance"),
        (date(2015, 9, 1), "duty_to_ask", "the parent", None),
        (date(2018, 9, 1), "duty_to_ask", None, "both parents"),
    ]
    assert LAW.changes(first_on=date(2018, 9, 2), last_on=date(2020, 8, 31)) == []


def test_a_decision_names_every_value_that_was_looked_up_and_no_other() -> None:
    reading = LAW.reading("a rule", date(2021, 1, 1))
    reading.number("notice_days")
    reading.number("notice_days", date(2015, 1, 1))
    reading.number("notice_days")
    reading.word("duty_to_ask")
    decision = reading.decide(next(iter(Authority)), "a reason")
    assert [value.citation for value in decision.values] == ["an Act as amended", "an Act", "a third Act"]
    assert decision.citations == ("an Act as amended", "an Act", "a third Act")
    assert not decision.is_verified, "one of the values is background knowledge"


def test_a_value_is_not_taken_for_what_it_is_not() -> None:
    reading = LAW.reading("a rule", date(2021, 1, 1))
    with pytest.raises(TypeError, match="duty_to_ask is not a number"):
        reading.number("duty_to_ask")
    with pytest.raises(TypeError, match="notice_days is not a list"):
        reading.listed("notice_days")
    with pytest.raises(TypeError, match="notice_days is not a word"):
        reading.word("notice_days")


def a_value(content: int | str | tuple[str, ...] | None, unit: str = "days") -> DatedValue:
    return DatedValue(
        name="a_value",
        unit=unit,
        in_force_from=date(2020, 1, 1),
        content=content,
        citation="an Act",
        authority=Authority.STATUTE,
        confidence=Confidence.STATUTE,
    )


@pytest.mark.parametrize(
    ("content", "unit", "words"),
    [
        (5, "school days", "5 school days"),
        (1, "school days", "1 school day"),
        (1, "per cent", "1 per cent"),
        (160, "pounds", "£160"),
        (("G", "N"), "codes", "G, N"),
        ("section 437", "provision", "section 437"),
        (None, "days", "ended"),
    ],
)
def test_a_value_in_words(content: int | str | tuple[str, ...] | None, unit: str, words: str) -> None:
    assert a_value(content, unit).words == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"citation": ""}, "a value without a citation"),
        ({"content": ()}, "an empty value"),
        ({"content": None, "in_force_from": None}, "an end that is not dated"),
        ({"confidence": None}, "does not say how well its value is supported"),
    ],
)
def test_a_value_that_cannot_be(change: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        replace(a_value(5), **change)


def test_values_of_one_parameter_are_of_one_kind_and_in_order() -> None:
    def parameter(*values: DatedValue) -> Parameter:
        return Parameter(name="p", label="P", unit="days", topic="t", override=Override(), values=values)

    with pytest.raises(ValueError, match="of different kinds"):
        parameter(a_value(5), replace(a_value("five"), in_force_from=date(2021, 1, 1)))
    with pytest.raises(ValueError, match="not in the order of their dates"):
        parameter(a_value(5), a_value(6))
    with pytest.raises(ValueError, match="no value that is or was in force"):
        parameter(replace(a_value(5), in_force_from=None))


# What domain experts will look for first. The numbers are those of the sources named in the files.
KNOWN = [
    ("penalty_notice_threshold_sessions", date(2025, 9, 1), 10),
    ("penalty_notice_window_school_weeks", date(2025, 9, 1), 10),
    ("penalty_notice_most_in_period", date(2025, 9, 1), 2),
    ("penalty_notice_period_years", date(2025, 9, 1), 3),
    ("penalty_notice_first_lower_amount", date(2025, 9, 1), 80),
    ("penalty_notice_first_amount", date(2025, 9, 1), 160),
    ("penalty_notice_second_amount", date(2025, 9, 1), 160),
    ("penalty_notice_first_period_days", date(2025, 9, 1), 21),
    ("penalty_notice_payment_days", date(2025, 9, 1), 28),
    ("code_n_school_days", date(2025, 9, 1), 5),
    ("attendance_return_school_days", date(2025, 9, 1), 10),
    ("sickness_return_days", date(2025, 9, 1), 15),
    ("deletion_i_school_days", date(2025, 9, 1), 20),
    ("prosecution_months", date(2025, 9, 1), 6),
    ("school_attendance_order_days", date(2025, 9, 1), 15),
    ("register_retention_years", date(2024, 8, 18), 3),
    ("register_retention_years", date(2024, 8, 19), 6),
    ("persistent_absence_per_cent", date(2010, 7, 31), 20),
    ("persistent_absence_per_cent", date(2010, 8, 1), 15),
    ("persistent_absence_per_cent", date(2015, 8, 1), 10),
    ("severe_absence_per_cent", date(2025, 9, 1), 50),
]


@pytest.mark.parametrize(("name", "on", "content"), KNOWN)
def test_the_law_of_england_as_it_is_held(name: str, on: date, content: int) -> None:
    assert national_law().value(name, on).content == content


def test_the_new_route_to_a_school_attendance_order_is_held_and_not_in_force() -> None:
    """Enacted in April 2026; until somebody writes down the day of its commencement, section 437 stands."""
    route = national_law().parameter("school_attendance_order_route")
    assert [value.content for value in route.prospective] == ["section 436I"]
    assert route.on(date(2030, 1, 1)).content == "section 437"
