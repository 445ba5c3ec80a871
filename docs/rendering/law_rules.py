"""The pages of the law's rules: a contents page, and for each rule its question, its outcomes and every case."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docs.rendering.law_cases import ValuesOfPage, decision_of, value_in_words
from docs.rendering.law_facts import CalendarsOfPage, facts, in_words
from docs.rendering.markdown import CannotRender, Page, bullets, code, day, page, prose, sentence, table
from schoolward.console.law_in_words import authority_in_words, support_in_words
from schoolward.law.decision import Decision
from schoolward.law.rule import Rule
from schoolward.law.values import DatedValue
from tests.spec.law.case import Case, Given, RuleChapter
from tests.spec.law.chapters import chapters

FOLDER = "law/"

HOW_TO_READ = (
    "A rule answers one question about one pupil (or one parent and child, one school, one order) **as at a day**. "
    "It looks at nothing that came later.",
    "It answers with one of a few **outcomes**, and always with its reasons. At some outcomes somebody has to act; the "
    "pages say at which.",
    "An answer **advises**. Whether and how to act is for the people whose duty it is.",
    "**Since** is the day from which the outcome has held, the **last day** the last one on which what is due can be "
    "done in time. A rule that has no such day gives none.",
    "What is **not known** is named. A rule would rather say that it cannot tell than guess.",
    "Every number, period and list comes from a [value of the law](parameters.md) with a date, a citation and a word "
    "on how well it is supported. **Not verified** stands wherever no source was read, or only one authority's own "
    "practice was.",
    "The cases are tests: on every run the rule has to answer each of them as it stands here. All persons and schools "
    "in them are invented.",
    "Marks are those of the sessions that follow one another while the school is open. `present × 4` is four sessions "
    "with the code for present.",
    "In files and in JSON, names have low lines for the blanks: `within_time`.",
)


@dataclass(frozen=True, kw_only=True)
class DecidedChapter:
    """A chapter of cases with what its rule decides of each."""

    chapter: RuleChapter
    decided: tuple[tuple[Case, Decision], ...]

    @property
    def rule(self) -> Rule:
        """The rule that the chapter is about."""
        return self.chapter.rule

    @property
    def names_of_values(self) -> frozenset[str]:
        """The parameters on which some case rests."""
        return frozenset(value.name for _, decision in self.decided for value in decision.values)


def decided_chapters() -> tuple[DecidedChapter, ...]:
    """Every chapter, by the rule's title. CannotRender where a rule fails at a case."""
    every = sorted(chapters(), key=lambda chapter: chapter.rule.title.casefold())
    return tuple(DecidedChapter(chapter=each, decided=tuple(_decided(each))) for each in every)


def law_pages(decided: Sequence[DecidedChapter]) -> list[Page]:
    """The contents page, and a page for each rule."""
    return [_contents(decided), *(_rule_page(each) for each in decided)]


def file_of(rule: Rule) -> str:
    """The name of a rule's page, from the other pages of the law."""
    return f"{rule.name}.md"


def _decided(chapter: RuleChapter) -> Iterator[tuple[Case, Decision]]:
    for case in chapter.cases:
        try:
            yield case, chapter.decide(case)
        except Exception as fault:
            raise CannotRender(
                f"the rule {chapter.rule.name} fails at the case {case.title!r}: {fault!r}"
            ) from fault


def _contents(decided: Sequence[DecidedChapter]) -> Page:
    rows = (
        (
            f"[{prose(each.rule.title)}]({file_of(each.rule)})",
            prose(each.rule.question),
            ", ".join(in_words(outcome.value) for outcome in each.rule.outcomes if outcome in each.rule.calls)
            or "never",
            str(len(each.decided)),
        )
        for each in decided
    )
    return page(
        f"{FOLDER}README.md",
        "The law",
        "What Schoolward makes of the law of school attendance in England: the questions it answers, and how it comes "
        "to its answers. It is no legal advice.",
        "## Rules",
        table(("rule", "question", "somebody has to act when it answers", "cases"), rows, right=(3,)),
        "[Every value of the law](parameters.md) that the rules rest on stands on a page of its own, with where it is "
        "written and how well it is supported.",
        '<a id="how-to-read"></a>\n\n## How to read the rules',
        bullets(HOW_TO_READ),
        "How the law is held, and what to do when it changes: [the law as data](../../law.md).",
        made_from="src/schoolward/law and tests/spec/law",
    )


def _rule_page(each: DecidedChapter) -> Page:
    rule, values = each.rule, ValuesOfPage()
    givens = [Given.read(case.given, as_at=case.as_at) for case, _ in each.decided]
    calendars = CalendarsOfPage(givens)
    cases: list[str] = []
    for number, (given, (case, decision)) in enumerate(zip(givens, each.decided, strict=True), start=1):
        cases += [
            f"### {number}. {prose(case.title)}",
            facts(given, calendars),
            *decision_of(case, decision, rule),
            values.used_by(decision),
        ]
    return page(
        f"{FOLDER}{file_of(rule)}",
        prose(rule.title),
        f"**{prose(rule.question)}**",
        prose(sentence(each.chapter.opening)),
        *_support(values.values),
        "## What it can answer",
        _outcomes(rule),
        "## Cases",
        *calendars.legend(),
        *cases,
        "## Values of the law that these cases rest on",
        _values(values.values),
        f"[How to read this page](README.md#how-to-read). In files and in JSON it is {code(rule.name)}.",
        made_from=f"src/schoolward/law and tests/spec/law/rule_{rule.name}.py",
    )


def _support(values: Iterable[DatedValue]) -> Iterator[str]:
    """A warning ahead of everything, where the rule rests on what nobody has verified."""
    unsure = sorted({value.name for value in values if not value.is_verified})
    if unsure:
        links = ", ".join(f"[{in_words(name)}](parameters.md#{name})" for name in unsure)
        yield f"**Not verified:** {links}. What rests on it is a default, not settled law."


def _outcomes(rule: Rule) -> str:
    rows = (
        (in_words(outcome.value), prose(meaning), "**yes**" if outcome in rule.calls else "no")
        for outcome, meaning in rule.outcomes.items()
    )
    return table(("outcome", "what it means", "somebody has to act"), rows)


def _values(values: Iterable[DatedValue]) -> str:
    rows = (
        (
            f'<a id="value-{number}"></a>{number}',
            f"[{in_words(value.name)}](parameters.md#{value.name})",
            value_in_words(value),
            day(value.in_force_from) if value.in_force_from else "",
            prose(value.citation),
            f"{authority_in_words(value)}; {support_in_words(value)}"
            + ("" if value.is_verified else ": **not verified**"),
        )
        for number, value in enumerate(values, start=1)
    )
    return table(
        ("no.", "value", "what it says", "from", "where it is written", "what stands behind it"),
        rows,
        right=(0,),
    )
