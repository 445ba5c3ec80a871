"""The authority's own policy: it stands only where the law leaves room for it, within its bounds, and with a source."""

from datetime import date
from typing import NamedTuple

import pytest

from schoolward.law.book import LawBook
from schoolward.law.local_policy import LocalPolicyFault, with_local_policy
from schoolward.law.value_files import national_law
from schoolward.law.values import Authority, NoLawThen

LONGEST = "notice_to_improve_longest_weeks"
"""May be set from 3 to 6 weeks."""

MEETINGS = "targeting_support_meetings_a_year"
"""At least one a year, with no upper bound."""

SETTLED = "code_n_school_days"
"""Settled by regulation; nobody may set it."""

GOOD = f"""\
[[{LONGEST}]]
from = 2026-09-01
value = 4
citation = "Demo Borough code of conduct for penalty notices, July 2026, section 4"
note = "Agreed with the heads."

[[{MEETINGS}]]
from = 2025-09-01
value = 6
citation = "Demo Borough attendance strategy 2025, page 12"
"""


def read(text: str) -> LawBook:
    return with_local_policy(national_law(), text, file="local-policy.toml")


def test_the_policy_stands_from_its_day() -> None:
    law = read(GOOD)
    assert law.value(LONGEST, date(2026, 8, 31)).content == 6
    assert law.value(LONGEST, date(2026, 9, 1)).content == 4
    assert law.value(MEETINGS, date(2025, 8, 31)).content == 3
    assert law.value(MEETINGS, date(2025, 9, 1)).content == 6


def test_it_says_whose_it_is_and_where_it_is_written() -> None:
    value = read(GOOD).value(LONGEST, date(2026, 9, 1))
    assert (value.authority, value.unit, value.note) == (Authority.LOCAL, "weeks", "Agreed with the heads.")
    assert value.citation == "Demo Borough code of conduct for penalty notices, July 2026, section 4"
    assert value.is_verified, "the authority itself vouches for what it wrote down"


def test_what_the_policy_does_not_name_is_as_the_nation_has_it() -> None:
    law, national = read(GOOD), national_law()
    others = national.parameters.keys() - {LONGEST, MEETINGS}
    assert all(law.parameters[name] == national.parameters[name] for name in others)
    assert law.parameters.keys() == national.parameters.keys()


def test_the_national_law_is_left_as_it_was() -> None:
    read(GOOD)
    assert national_law().value(LONGEST, date(2026, 9, 1)).content == 6


def test_a_policy_may_change_more_than_once_in_any_order_of_writing() -> None:
    earlier = GOOD.partition("\n\n")[0].replace("2026-09-01", "2025-01-01").replace("value = 4", "value = 5")
    law = read(f"{GOOD}\n{earlier}\n")
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2026, 8, 31), date(2026, 9, 1)]
    assert [law.value(LONGEST, on).content for on in days] == [6, 5, 5, 4]


def test_local_policy_stays_when_the_nation_sets_its_value_anew() -> None:
    """Guidance on meetings changed in 2024; an authority that had fixed six before keeps its six."""
    law = read(GOOD.replace("2025-09-01", "2023-09-01"))
    assert [law.value(MEETINGS, date(year, 10, 1)).content for year in (2022, 2023, 2025)] == [3, 6, 6]


def test_before_the_law_began_there_is_no_policy_either() -> None:
    with pytest.raises(NoLawThen, match=f"no value of {LONGEST} is held for 2024-08-18"):
        read(GOOD).value(LONGEST, date(2024, 8, 18))


def test_a_list_may_be_set_where_the_law_allows_it() -> None:
    text = '[[section_19_codes]]\nfrom = 2025-09-01\nvalue = ["I", "E"]\ncitation = "Demo Borough, section 19 policy"\n'
    assert read(text).value("section_19_codes", date(2025, 9, 1)).content == ("I", "E")


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_policy_changes_nothing(text: str) -> None:
    assert read(text).parameters == national_law().parameters


class Refused(NamedTuple):
    """A change to a good policy, and a part of what is said of it."""

    old: str
    new: str
    words: str
    says: str


CITED = 'citation = "Demo Borough attendance strategy 2025, page 12"\n'

REFUSED = [
    Refused(CITED, "", f"{MEETINGS} lacks citation: every value needs from, value and citation",
            "A value without a source."),
    Refused(CITED, 'citation = " "\n', f"{MEETINGS} has a value without a citation", "A source of nothing."),
    Refused("from = 2025-09-01\n", "", f"{MEETINGS} lacks from", "A value without a day."),
    Refused("value = 6\n", "", f"{MEETINGS} lacks value", "A day without a value."),
    Refused("from = 2025-09-01", 'from = "2025-09-01"', "is not a day: write it as 2026-09-01, without quotes",
            "A day in quotes."),
    Refused("from = 2025-09-01", "from = 2025-09-01T10:00:00", "is not a day", "A day with an hour."),
    Refused("from = 2025-09-01", "from = 2020-09-01",
            "from 2020-09-01 lies before 2022-09-01, the first day of the national value", "Before the law itself."),
    Refused("value = 4", "value = 7", f"{LONGEST}: 7 is above 6, the most that the law allows", "Too long."),
    Refused("value = 4", "value = 2", f"{LONGEST}: 2 is below 3, the least that the law allows", "Too short."),
    Refused("value = 6", "value = 0", f"{MEETINGS}: 0 is below 1, the least that the law allows", "No meeting at all."),
    Refused("value = 4", "value = 4.5", f"{LONGEST}: 4.5 is neither a whole number", "Half a week."),
    Refused("value = 4", "value = true", f"{LONGEST}: True is neither a whole number", "Yes is no number."),
    Refused("value = 4", 'value = "four"', f"the values of {LONGEST} are of different kinds", "A word for a number."),
    Refused("value = 4", 'value = ["4"]', f"the values of {LONGEST} are of different kinds", "A list for a number."),
    Refused('note = "Agreed', 'remark = "Agreed', f"{LONGEST} has remark, which means nothing here", "An unknown key."),
    Refused(f"[[{LONGEST}]]", f"[[{SETTLED}]]", f"{SETTLED} cannot be set by local policy, since SI 2024/208",
            "What a regulation settles."),
    Refused(f"[[{LONGEST}]]", "[[notice_to_improve]]", "the law has no parameter notice_to_improve",
            "A name that the law does not have."),
    Refused(f"[[{LONGEST}]]", f"[{LONGEST}]", f"write [[{LONGEST}]] with two brackets", "One bracket."),
    Refused(f"[[{MEETINGS}]]\nfrom = 2025-09-01", f"[[{LONGEST}]]\nfrom = 2026-09-01",
            f"the values of {LONGEST} are not in the order of their dates", "Two values of one day."),
    Refused("value = 4", "value = ", "cannot be read as TOML", "Not TOML."),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.says)
def test_policies_that_are_refused(case: Refused) -> None:
    assert GOOD.count(case.old) == 1
    with pytest.raises(LocalPolicyFault) as refused:
        read(GOOD.replace(case.old, case.new))
    assert case.words in str(refused.value)
    assert str(refused.value).startswith("local-policy.toml"), "whoever keeps the file has to find the place"


@pytest.mark.parametrize("text", [f"{LONGEST} = 4\n", f"{LONGEST} = [4]\n"])
def test_a_bare_value_is_refused(text: str) -> None:
    with pytest.raises(LocalPolicyFault, match=LONGEST):
        read(text)


def test_nothing_of_a_file_with_a_fault_is_taken() -> None:
    """The first value of the file is good, the second is not; the law stays the national one."""
    law = national_law()
    with pytest.raises(LocalPolicyFault):
        with_local_policy(law, GOOD.replace("value = 6", "value = 0"), file="local-policy.toml")
    assert law.value(LONGEST, date(2026, 9, 1)).content == 6
    assert not any(parameter.local_values for parameter in law.parameters.values())


def test_a_bound_that_allows_one_value_only() -> None:
    """Attendance returns are made at least monthly; an authority can write that down, and nothing else."""
    text = '[[attendance_return_interval_months]]\nfrom = 2025-09-01\nvalue = 1\ncitation = "Demo Borough"\n'
    assert (
        read(text).value("attendance_return_interval_months", date(2025, 9, 1)).authority is Authority.LOCAL
    )
    with pytest.raises(LocalPolicyFault, match="2 is above 1"):
        read(text.replace("value = 1", "value = 2"))
