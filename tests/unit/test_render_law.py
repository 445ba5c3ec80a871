"""The pages of the law: each case with its facts, its decision and the values behind it, in words for a lawyer."""

import re
from dataclasses import replace

import pytest

from docs.rendering import law_facts, law_rules, law_values
from docs.rendering.markdown import CannotRender
from schoolward.law.book import LawBook
from schoolward.law.decision import Decision
from schoolward.law.value_files import national_law
from tests.spec.law.case import Given
from tests.spec.law.chapters import chapters

Decided = tuple[law_rules.DecidedChapter, ...]


@pytest.fixture(scope="module")
def decided() -> Decided:
    """Every case with what its rule decides."""
    return law_rules.decided_chapters()


def test_a_changed_value_of_the_law_changes_its_page(
    decided: Decided, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = law_values.parameters(decided).text
    told = national_law()
    severe = told.parameter("severe_absence_per_cent")
    changed = LawBook({**told.parameters, severe.name: replace(severe, label="Something else")})
    monkeypatch.setattr(law_values, "national_law", lambda: changed)
    assert law_values.parameters(decided).text == before.replace(severe.label, "Something else")


def test_a_case_is_shown_with_its_facts_its_decision_and_its_values(decided: Decided) -> None:
    text = next(page.text for page in law_rules.law_pages(decided) if page.name == "law/code_n_overdue.md")
    case = text.partition("### 2. ")[2].partition("\n### ")[0]
    assert case.strip().split("\n\n") == [
        "On the day after that it is overdue",
        "| fact | what is told |\n|---|---|\n"
        "| school calendar | term 1 Sep 2025 to 19 Dec 2025; holiday 27 Oct 2025 to 31 Oct 2025 |\n"
        "| marks | from 8 Sep 2025: `N` |",
        "As at 16 Sep 2025: **overdue**, since 8 Sep 2025, last day 15 Sep 2025. Somebody has to act.",
        "- 1 session still has code N after 5 school days: 8 Sep 2025 AM (N).\n"
        "- The earliest had to be replaced by 15 Sep 2025.",
        "Rests on unestablished codes: N ([1](#value-1)); code N school days: 5 school days ([2](#value-2)).",
    ]
    assert (
        '| <a id="value-2"></a>2 | [code N school days](parameters.md#code_n_school_days) | 5 school days |'
        in text
    )
    assert "Not known: the school's calendar for the days after the session." in text


FACTS = """
term   | 1 Sep 2025 to 19 Dec 2025
inset  | 12 Sep 2025
marks  | PM 8 Sep 2025: present x 4, N
known  | 9 Sep 2025 | 8 Sep 2025: N
step   | penalty_notice PN1 paid 3 Oct 2025 parent A: 80
step   | deletion D1 enquiry_outcome 6 Oct 2025: FOUND_WILL_RETURN
step   | notice_to_improve N1 most_unauthorised_sessions 6 Oct 2025: 4
sort_of_school | non_maintained
policy | [[sanction_checklist_items]]
policy | from = 2025-09-01
policy | value = ["support_offered"]
policy | citation = "Elmfield policy"
policy | [[notice_to_improve_longest_weeks]]
policy | from = 2025-09-01
policy | value = 4
policy | citation = "Elmfield code"
"""


def test_facts_are_shown_without_the_words_of_programs() -> None:
    given = Given.read(FACTS, as_at="1 Dec 2025")
    assert law_facts.facts(given, law_facts.CalendarsOfPage([given])).splitlines()[2:] == [
        "| school calendar | term 1 Sep 2025 to 19 Dec 2025; inset 12 Sep 2025 |",
        "| marks | from 8 Sep 2025, afternoon: `present × 4, N` |",
        "| known | 9 Sep 2025: from 8 Sep 2025: `N` |",
        "| step | penalty notice PN1, parent A: paid 3 Oct 2025 (£80) |",
        "| step | deletion D1: enquiry outcome 6 Oct 2025 (found will return) |",
        "| step | notice to improve N1: most unauthorised sessions 6 Oct 2025 (4 sessions) |",
        "| sort of school | non maintained |",
        "| local policy | sanction checklist items: support offered from 1 Sep 2025 (Elmfield policy) |",
        "| local policy | notice to improve longest weeks: 4 weeks from 1 Sep 2025 (Elmfield code) |",
    ]


YEAR = """
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
term    | 5 Jan 2026 to 27 Mar 2026
holiday | 16 Feb 2026 to 20 Feb 2026
"""


def test_a_long_calendar_that_cases_share_is_told_once() -> None:
    given = [Given.read(text, as_at="1 Dec 2025") for text in (YEAR, YEAR, YEAR + "inset | 12 Sep 2025", "")]
    calendars = law_facts.CalendarsOfPage(given)
    (_, legend) = calendars.legend()
    assert legend == (
        '- <a id="calendar-a"></a>**A**: term 1 Sep 2025 to 19 Dec 2025; holiday 27 Oct 2025 to 31 Oct 2025; '
        "term 5 Jan 2026 to 27 Mar 2026; holiday 16 Feb 2026 to 20 Feb 2026"
    )
    assert [calendars.of(each) for each in given] == [
        "[calendar A](#calendar-a)",
        "[calendar A](#calendar-a)",
        "[calendar A](#calendar-a); with inset 12 Sep 2025",
        "",
    ]


def test_no_page_of_a_rule_has_a_low_line_outside_of_names(decided: Decided) -> None:
    for page in law_rules.law_pages(decided):
        words = re.sub(r"`[^`]*`|\]\([^)]*\)|<a id=[^>]*>|^\*Rendered.*$", "", page.text, flags=re.MULTILINE)
        assert not re.findall(r"\w+_\w+", words), page.name


def test_a_rule_that_fails_at_a_case_cannot_be_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(given: Given) -> Decision:
        raise ZeroDivisionError

    failing = tuple(replace(chapter, judge=fail) for chapter in chapters())
    monkeypatch.setattr(law_rules, "chapters", lambda: failing)
    with pytest.raises(CannotRender, match=r"fails at the case .*ZeroDivisionError"):
        law_rules.decided_chapters()
