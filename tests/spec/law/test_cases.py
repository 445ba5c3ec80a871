"""Puts every case to its rule, and holds each rule to having enough of them."""

import pytest

from schoolward.law.rulebook import RULES
from tests.spec.law.case import Case, RuleChapter, shown
from tests.spec.law.chapters import chapters

CHAPTERS = chapters()
FEWEST_CASES = 5


@pytest.mark.parametrize(
    ("chapter", "case"),
    [pytest.param(c, case, id=f"{c.rule.name}: {case.title}") for c in CHAPTERS for case in c.cases],
)
def test_the_rule_decides_as_the_case_says(chapter: RuleChapter, case: Case) -> None:
    decision = chapter.decide(case)
    assert shown(decision) == case.expected
    assert decision.rule == chapter.rule.name
    assert decision.outcome in chapter.rule.outcomes
    assert decision.values, "a decision names the values of the law that it rests on"


def test_every_rule_has_a_chapter() -> None:
    assert [chapter.rule.name for chapter in CHAPTERS] == sorted(RULES)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.rule.name)
def test_a_chapter_has_enough_cases_and_reaches_every_outcome(chapter: RuleChapter) -> None:
    assert len(chapter.cases) >= FEWEST_CASES
    assert {case.outcome for case in chapter.cases} == {outcome.value for outcome in chapter.rule.outcomes}
