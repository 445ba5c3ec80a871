"""A file of values is refused where a value lacks its day, its citation or an honest word on its support."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from schoolward.law.value_files import LawFileFault, national_law, read_law, read_topic
from schoolward.law.values import Authority
from schoolward.register.register_code import Confidence

GOOD = """\
notice_days:
  label: Days of notice
  unit: days
  authority: statute
  local_override: {at_least: 3}
  values:
    - from: 2010-09-01
      value: 3
      citation: an Act, section 1
      confidence: C2
      verified: yes
    - from: 2020-09-01
      value: 5
      citation: an Act, section 1, as amended
      confidence: S
      verified: yes
      note: Longer than before.
    - not_in_force: yes
      value: 7
      citation: another Act, section 9
      confidence: C1
      verified: yes
counted_codes:
  label: Codes that count
  unit: codes
  authority: guidance
  local_override: no
  values:
    - from: 2010-09-01
      value: [G, O]
      citation: the guidance, page 3
      confidence: K
      verified: no
"""


class Refused(NamedTuple):
    """A change to a good file, and a part of what is said of it."""

    old: str
    new: str
    words: str
    says: str


NOTICE, CODES = "topic.yaml: notice_days", "topic.yaml: counted_codes"

REFUSED = [
    Refused("      citation: an Act, section 1\n", "", f"{NOTICE}: citation missing", "A value without a citation."),
    Refused("citation: an Act, section 1\n", "citation: ' '\n", "a value without a citation", "An empty citation."),
    Refused("      confidence: S\n", "", "confidence missing", "No word on how well it is supported."),
    Refused("      confidence: S\n      verified: yes\n", "      confidence: S\n", "verified missing",
            "No word on whether it is verified."),
    Refused("confidence: K\n      verified: no", "confidence: K\n      verified: yes",
            "verified must be no with K", "Background knowledge is not verified."),
    Refused("confidence: K\n      verified: no", "confidence: L\n      verified: yes",
            "verified must be no with L", "One authority's practice is not verified."),
    Refused("confidence: S\n      verified: yes", "confidence: S\n      verified: no",
            "verified must be yes with S", "What was read in the statute is."),
    Refused("confidence: S", "confidence: Z9", "'Z9' is not a valid Confidence", "No such confidence."),
    Refused("authority: statute", "authority: rumour", "'rumour' is not a valid Authority", "No such authority."),
    Refused("from: 2020-09-01", "from: 2010-09-01", "not in the order of their dates", "Two values of one day."),
    Refused("from: 2020-09-01", "from: 2009-09-01", "not in the order of their dates", "A later one that is earlier."),
    Refused("from: 2020-09-01", "from: 2020", "`from` is 2020, not a day", "A year is no day."),
    Refused("from: 2020-09-01", "from: 2020-09-01 10:00:00", "not a day", "An hour is none either."),
    Refused("not_in_force: yes\n      value: 7", "value: 7", "either `from` or `not_in_force: yes`",
            "Neither a day nor that there is none."),
    Refused("not_in_force: yes", "not_in_force: yes\n      from: 2030-01-01", "either `from` or `not_in_force: yes`",
            "Both."),
    Refused("value: 5\n", "value: 5\n      ended: yes\n", "either `value` or `ended: yes`", "A value and its end."),
    Refused("      value: 5\n", "", "either `value` or `ended: yes`", "Neither."),
    Refused("value: 7", "ended: yes", "an end that is not dated", "An end that nobody knows the day of."),
    Refused("value: 5", "value: 5.5", "5.5 is neither a whole number", "Half a day."),
    Refused("value: 5", "value: yes", "True is neither a whole number", "Yes is no value."),
    Refused("value: 5", "value: five", "of different kinds", "A word where there was a number."),
    Refused("value: [G, O]", "value: []", "is neither a whole number", "An empty list."),
    Refused("value: [G, O]", "value: [G, 7]", "is neither a whole number", "A number among codes."),
    Refused("value: [G, O]", "value: ''", "an empty value", "A word of nothing."),
    Refused("      note: Longer than before.", "      colour: red", f"{NOTICE}: unknown key colour", "An unknown key."),
    Refused("  unit: codes\n", "", f"{CODES}: unit missing", "A parameter without a unit."),
    Refused("  local_override: no\n", "", f"{CODES}: local_override missing",
            "No word on whether local policy may set it."),
    Refused("{at_least: 3}", "{at_most_of_all: 3}", "local_override: unknown key at_most_of_all", "An unknown bound."),
    Refused("local_override: no", "local_override: maybe", "not a mapping of keys to values", "Neither yes nor no."),
    Refused("counted_codes:", "notice_days:", "a key stands twice", "A parameter that stands twice in a file."),
    Refused("unit: days\n", "unit: days\n  unit: weeks\n", "a key stands twice", "A unit that stands twice."),
    Refused("label: Days of notice", "label: [", "topic.yaml is not readable as YAML", "Not YAML."),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.says)
def test_files_that_are_refused(case: Refused) -> None:
    assert GOOD.count(case.old) == 1
    with pytest.raises(LawFileFault) as refused:
        read_topic("topic.yaml", GOOD.replace(case.old, case.new))
    assert case.words in str(refused.value)
    assert str(refused.value).startswith("topic.yaml"), "whoever keeps the files has to find the place"


@pytest.mark.parametrize("text", ["", "just words", "[]", "{}"])
def test_a_file_without_parameters_is_refused(text: str) -> None:
    with pytest.raises(LawFileFault, match=r"topic\.yaml holds no parameters"):
        read_topic("topic.yaml", text)


def test_a_parameter_without_a_value_that_is_or_was_in_force_is_refused() -> None:
    text = GOOD.partition("    - from: 2010-09-01")[0] + "    - not_in_force: yes" + (
        GOOD.partition("    - not_in_force: yes")[2].partition("counted_codes")[0]
    )  # fmt: skip
    with pytest.raises(LawFileFault, match="notice_days has no value that is or was in force"):
        read_topic("topic.yaml", text)


def test_what_is_read_is_what_is_written() -> None:
    notice, codes = read_topic("topic.yaml", GOOD)
    assert (notice.name, notice.label, notice.unit, notice.topic) == (
        "notice_days",
        "Days of notice",
        "days",
        "topic",
    )
    assert (notice.override.allowed, notice.override.at_least, notice.override.at_most) == (True, 3, None)
    assert not codes.override.allowed
    earlier, later, awaited = notice.values
    assert (earlier.content, later.content, awaited.content) == (3, 5, 7)
    assert (later.in_force_from, awaited.in_force_from) == (date(2020, 9, 1), None)
    assert (later.citation, later.note) == ("an Act, section 1, as amended", "Longer than before.")
    assert (later.authority, later.confidence, later.is_verified) == (
        Authority.STATUTE,
        Confidence.STATUTE,
        True,
    )
    assert (codes.values[0].content, codes.values[0].is_verified) == (("G", "O"), False)


def test_a_value_may_rest_on_another_authority_than_those_before_it() -> None:
    text = GOOD.replace("confidence: S\n", "confidence: S\n      authority: guidance\n")
    notice, _ = read_topic("topic.yaml", text)
    assert [value.authority for value in notice.values] == [
        Authority.STATUTE,
        Authority.GUIDANCE,
        Authority.STATUTE,
    ]


def test_a_folder_is_one_law(tmp_path: Path) -> None:
    (tmp_path / "notices.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "README.txt").write_text("not a file of values", encoding="utf-8")
    law = read_law(tmp_path)
    assert sorted(law.parameters) == ["counted_codes", "notice_days"]
    assert law.parameter("notice_days").topic == "notices"


def test_a_name_that_stands_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(LawFileFault, match=r"b\.yaml: notice_days stands in another file already"):
        read_law(tmp_path)


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawFileFault, match="no files of values were found"):
        read_law(tmp_path)


def test_the_national_law_is_read_once() -> None:
    assert national_law() is national_law()
