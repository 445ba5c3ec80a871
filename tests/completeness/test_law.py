"""Holds the law to its form: every value cited and honest about its support, every rule with cases and a page."""

import re
from functools import cache
from typing import Any

import pytest
import yaml

from docs.rendering.law_rules import DecidedChapter, decided_chapters, law_pages
from docs.rendering.law_values import parameters
from schoolward.law.local_policy import with_local_policy
from schoolward.law.rulebook import RULES
from schoolward.law.value_files import national_law, read_topic
from schoolward.register.register_code import Confidence
from tests.completeness.source import PACKAGE, REPOSITORY, listed

PAGES = REPOSITORY / "docs" / "reference" / "law"

SHOWN_ONLY = {
    "national_framework": "says from which day on rules can be judged at all, ahead of every rule",
    "targeting_support_meetings_a_year": "shown beside the meetings that were held; no rule judges a school by it",
    "excluded_pupil_notice_lower_amount": "notices for excluded pupils in public places are not followed here",
    "excluded_pupil_notice_amount": "notices for excluded pupils in public places are not followed here",
    "parenting_order_months": "the court decides on it; shown with the steps that lead there",
    "parenting_order_programme_months": "the court decides on it; shown with the steps that lead there",
    "failure_to_secure_attendance_fine": "the court decides on it; shown with the steps that lead there",
    "failure_to_cause_attendance_fine": "the court decides on it; shown with the steps that lead there",
    "failure_to_cause_attendance_custody_months": "the court decides on it; shown with the steps that lead there",
}
"""Values that no rule decides with, and why they are held all the same."""


def values_as_written() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """File and name, the parameter and one of its values, as they stand in the files."""
    return [
        (f"{path.name}: {name}", parameter, value)
        for path in sorted((PACKAGE / "law" / "parameters").glob("*.yaml"))
        for name, parameter in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        for value in parameter["values"]
    ]


@cache
def decided() -> tuple[DecidedChapter, ...]:
    return decided_chapters()


@cache
def names_used() -> frozenset[str]:
    return frozenset(name for chapter in decided() for name in chapter.names_of_values)


@pytest.mark.parametrize("key", ["label", "unit", "authority"])
def test_every_parameter_says_what_it_is(key: str) -> None:
    faults = [
        place for place, parameter, _ in values_as_written() if not str(parameter.get(key) or "").strip()
    ]
    assert not faults, listed(faults, f"Say in src/schoolward/law/parameters the {key} of these:")


def test_every_value_has_a_citation() -> None:
    faults = [
        place for place, _, value in values_as_written() if len(str(value.get("citation") or "").strip()) < 10
    ]
    assert not faults, listed(faults, "Say where these values are written, or that no source gives one:")


def test_only_what_a_source_was_read_for_is_verified() -> None:
    unsure = {Confidence.LOCAL_PRACTICE.value, Confidence.BACKGROUND_KNOWLEDGE.value}
    faults = [
        place
        for place, _, value in values_as_written()
        if value["verified"] is (value["confidence"] in unsure)
    ]
    assert not faults, listed(faults, "K and L are `verified: no`, everything else `verified: yes`:")


def test_every_parameter_is_used_or_known_to_be_shown_only() -> None:
    faults = sorted(national_law().parameters.keys() - names_used() - SHOWN_ONLY.keys())
    assert not faults, listed(
        faults,
        "No case of any rule rests on these. Write the rule or the case that does, or name them in "
        "SHOWN_ONLY in this file, with the reason:",
    )


def test_what_is_shown_only_is_there_and_not_used() -> None:
    gone = sorted(SHOWN_ONLY.keys() - national_law().parameters.keys())
    assert not gone, listed(gone, "Take these out of SHOWN_ONLY; the law has no such parameter:")
    used = sorted(SHOWN_ONLY.keys() & names_used())
    assert not used, listed(used, "Take these out of SHOWN_ONLY; a rule rests on them:")
    unexplained = [name for name, reason in SHOWN_ONLY.items() if len(reason) < 15]
    assert not unexplained, listed(unexplained, "Say in SHOWN_ONLY why these are held:")


def test_every_rule_has_a_chapter_of_cases() -> None:
    faults = sorted(RULES.keys() - {chapter.rule.name for chapter in decided()})
    assert not faults, listed(faults, "Write tests/spec/law/rule_<name>.py for these rules:")


def test_every_rule_has_a_page() -> None:
    faults = [name for name in RULES if not (PAGES / f"{name}.md").exists()]
    assert not faults, listed(faults, "Render the pages of these rules with `make docs`:")
    contents = (PAGES / "README.md").read_text(encoding="utf-8")
    faults = [name for name in RULES if f"({name}.md)" not in contents]
    assert not faults, listed(
        faults, "docs/reference/law/README.md does not lead to these rules; `make docs`:"
    )


def test_what_is_not_verified_is_marked_in_the_table_of_values() -> None:
    page = parameters(decided()).text
    for parameter in national_law().parameters.values():
        section = page.partition(f'<a id="{parameter.name}"></a>')[2].partition('<a id="')[0]
        rows = [
            line for line in section.splitlines() if line.startswith("| ") and not line.startswith("| from")
        ]
        assert len(rows) == len(parameter.values), parameter.name
        unsure = sum(not value.is_verified for value in parameter.values)
        assert sum(row.endswith("| **no** |") for row in rows) == unsure, parameter.name
        head = page.partition("## What is not verified")[2].partition("\n## ")[0]
        assert (f"](#{parameter.name})" in head) is bool(unsure), parameter.name


def test_what_is_not_verified_is_marked_wherever_a_rule_rests_on_it() -> None:
    pages = {page.name: page.text for page in law_pages(decided())}
    for chapter in decided():
        text = pages[f"law/{chapter.rule.name}.md"]
        uses = [value for _, decision in chapter.decided for value in decision.values]
        unsure = {value.name for value in uses if not value.is_verified}
        warning = next((line for line in text.splitlines() if line.startswith("**Not verified:**")), "")
        assert {name for name in national_law().parameters if f"#{name})" in warning} == unsure, (
            chapter.rule.name
        )
        marks = sum(not value.is_verified for value in uses)
        assert text.count(", **not verified**)") == marks, chapter.rule.name


def test_the_examples_of_the_page_on_the_law_can_be_used() -> None:
    page = (REPOSITORY / "docs" / "law.md").read_text(encoding="utf-8")
    (values,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (parameter,) = read_topic("registers.yaml", values)
    assert parameter.values[0] == national_law().parameter(parameter.name).values[0]
    (policy,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    law = with_local_policy(national_law(), policy, file="docs/law.md")
    assert sum(bool(each.local_values) for each in law.parameters.values()) == 2
