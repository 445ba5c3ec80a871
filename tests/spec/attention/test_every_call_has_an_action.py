"""Every outcome at which somebody has to act says what to do, who does it and how grave it is; no other does."""

import pytest

from schoolward.attention.calls import (
    ACTIONS,
    OF_THE_VIRTUAL_SCHOOL,
    Action,
    ByWhom,
    action_of,
    calls_for_action,
)
from schoolward.attention.candidates import OF_MATTERS
from schoolward.attention.explaining import NOTHING_TO_JUDGE
from schoolward.attention.gathering import LOOKED_AT
from schoolward.attention.judging import JUDGES
from schoolward.attention.listing import OF_SCHOOL_AGE, OF_THOSE_ON_ROLL
from schoolward.engines.duckdb.rule_facts.sieve import SIEVES
from schoolward.law.rulebook import RULES
from tests.spec.law.case import Case, RuleChapter
from tests.spec.law.chapters import chapters

OF_WHOLE_SCHOOLS = {"register_marks", "register_retention"}
"""Rules whose calls are on a school and not on a pupil."""


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_an_action_for_each_outcome_that_calls_and_for_no_other(name: str) -> None:
    assert set(ACTIONS.get(name, {})) == {outcome.value for outcome in RULES[name].calls}


@pytest.mark.parametrize(
    ("rule", "outcome"), [(rule, outcome) for rule, told in ACTIONS.items() for outcome in told]
)
def test_an_action_is_a_sentence_that_blames_nobody(rule: str, outcome: str) -> None:
    what = ACTIONS[rule][outcome].what
    assert what[0].isupper()
    assert what.endswith((".", "?"))
    assert len(what) <= 100, "it has to stand in a list"
    for word in ("truan", "fail", "refus", "offend", "parents' fault"):
        assert word not in what.lower()


def test_a_severity_outside_the_scale_is_refused() -> None:
    for severity in (0, 6):
        with pytest.raises(ValueError, match="not on the scale of 1 to 5"):
            Action(what="Do it.", by_whom=ByWhom.SCHOOL, severity=severity)


def test_every_rule_of_the_rulebook_is_judged() -> None:
    """Of a pupil, but for one that only concerns a whole school's registers; and there is no other to be judged."""
    assert JUDGES.keys() | OF_WHOLE_SCHOOLS == RULES.keys()
    assert JUDGES.keys() & OF_WHOLE_SCHOOLS == {"register_marks"}


def test_every_rule_that_attention_names_is_one() -> None:
    named = {
        *ACTIONS, *OF_THE_VIRTUAL_SCHOOL, *LOOKED_AT, *OF_THOSE_ON_ROLL, *OF_SCHOOL_AGE, *SIEVES, *NOTHING_TO_JUDGE,
        *(rule for of_kind in OF_MATTERS.values() for rule in of_kind),
    }  # fmt: skip
    assert named <= RULES.keys()


def test_every_rule_comes_to_the_list_somehow() -> None:
    """By the register, by a matter on record, by a change of the roll, or school by school."""
    by_register = SIEVES.keys() | {"absence_tier", "severe_absence_without_plan"}
    by_matter = {rule for of_kind in OF_MATTERS.values() for rule in of_kind}
    by_roll = {"new_pupil_return", "deletion_return", "deletion_from_roll"}
    assert by_register | by_matter | by_roll | OF_WHOLE_SCHOOLS == RULES.keys()


@pytest.mark.parametrize("name", sorted(RULES.keys() - {"register_marks"}))
def test_a_rule_about_the_register_calls_only_of_pupils_on_roll(name: str) -> None:
    """Notices, orders, deletions and returns go on when the pupil has left."""
    assert (name in OF_THOSE_ON_ROLL) == (
        name in SIEVES or name in {"absence_tier", "severe_absence_without_plan"}
    )


CASES = [
    pytest.param(chapter, case, id=f"{chapter.rule.name}: {case.title}")
    for chapter in chapters()
    for case in chapter.cases
]


@pytest.mark.parametrize(("chapter", "case"), CASES)
def test_every_case_of_the_law_calls_as_its_rule_says(chapter: RuleChapter, case: Case) -> None:
    """But a tier of absence, which calls only while absence is getting worse."""
    decision = chapter.decide(case)
    calls = decision.outcome in chapter.rule.calls
    if chapter.rule.name == "absence_tier":
        calls = calls and decision.facts["trajectory"] == "getting_worse"
    assert calls_for_action(decision) == calls
    if calls:
        action = action_of(decision)
        assert action is ACTIONS[decision.rule][decision.outcome]
