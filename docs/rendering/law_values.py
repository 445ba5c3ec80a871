"""The page of the law's values: each with all its dates, where it is written, its support, and what uses it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from docs.rendering.law_cases import value_in_words
from docs.rendering.law_rules import FOLDER, DecidedChapter, file_of
from docs.rendering.markdown import Page, bullets, code, day, page, prose, sentence, table
from schoolward.console.law_in_words import (
    SUPPORT,
    authority_in_words,
    from_in_words,
    override_in_words,
    support_in_words,
    topic_in_words,
)
from schoolward.law.value_files import national_law
from schoolward.law.values import DatedValue, Parameter


def parameters(decided: Sequence[DecidedChapter]) -> Page:
    """What is not verified and what is not in force first, then every parameter by topic."""
    law = national_law()
    every = list(law.parameters.values())
    topics = list(dict.fromkeys(parameter.topic for parameter in every))
    return page(
        f"{FOLDER}parameters.md",
        "Values of the law",
        "Every number, period, amount and list that the [rules](README.md) rest on, with the day from which it holds "
        "and where it is written. A value holds until the next one of the same name. The day is the first for which "
        "Schoolward vouches for the value; the provision itself may be older.",
        f"The law is held from {day(min(each.first_held_on for each in every))} on; rules answer as at "
        f"{day(law.parameter('national_framework').first_held_on)} or later. `schoolward law list` prints these values "
        "as at any day, with the authority's own policy laid over them; `schoolward law show NAME` prints one.",
        "By topic: " + ", ".join(f"[{topic_in_words(topic)}](#topic-{topic})" for topic in topics) + ".",
        "## How well a value is supported",
        bullets(_support_legend()),
        "## What is not verified",
        _not_verified(every),
        "## What is enacted and not in force",
        _not_in_force(every),
        *(part for topic in topics for part in _topic(topic, every, decided)),
        made_from="src/schoolward/law/parameters",
    )


def _support_legend() -> Iterator[str]:
    settled = [words for each, words in SUPPORT.items() if each.is_settled_law]
    unsure = [words for each, words in SUPPORT.items() if not each.is_settled_law]
    yield f"**Verified**: {', '.join(settled)}."
    yield f"**Not verified**: {', '.join(unsure)}. Such a value is offered as a default, never as settled law."
    yield (
        "**Statute** and **guidance** say what stands behind a value. Where the law leaves a matter to the authority "
        "and names no value, **Schoolward's default** stands until [local policy](../../law.md#local-policy) sets it."
    )


def _links(parameter: Parameter) -> str:
    return f"[{prose(parameter.label)}](#{parameter.name})"


def _not_verified(every: Iterable[Parameter]) -> str:
    rows = [
        (_links(parameter), value_in_words(value), support_in_words(value))
        for parameter in every
        for value in parameter.values
        if not value.is_verified
    ]
    return table(("value", "what it is", "support"), rows) if rows else "Nothing."


def _not_in_force(every: Iterable[Parameter]) -> str:
    rows = [
        (_links(parameter), value_in_words(value), prose(value.citation), prose(value.note))
        for parameter in every
        for value in parameter.prospective
    ]
    return table(("value", "what it will be", "where it is written", "note"), rows) if rows else "Nothing."


def _topic(topic: str, every: Iterable[Parameter], decided: Sequence[DecidedChapter]) -> Iterator[str]:
    yield f'<a id="topic-{topic}"></a>\n\n## {topic_in_words(topic)}'
    for parameter in (each for each in every if each.topic == topic):
        yield f'<a id="{parameter.name}"></a>\n\n### {prose(parameter.label)}'
        values = sorted(parameter.values, key=lambda value: value.in_force_from or date.max)
        yield table(
            ("from", "value", "where it is written", "what stands behind it", "verified"),
            (_value(value) for value in values),
        )
        yield from (
            f"{_note_on(value, values)}: {prose(sentence(value.note))}" for value in values if value.note
        )
        yield f"{override_in_words(parameter)} {_used_by(parameter, decided)} Its name is {code(parameter.name)}."


def _value(value: DatedValue) -> tuple[str, ...]:
    return (
        day(value.in_force_from) if value.in_force_from else "**not in force**",
        value_in_words(value),
        prose(value.citation),
        f"{authority_in_words(value)}; {support_in_words(value)}",
        "yes" if value.is_verified else "**no**",
    )


def _note_on(value: DatedValue, values: list[DatedValue]) -> str:
    """The beginning of a note, which says of several values which one it is about."""
    if len(values) == 1:
        return "Note"
    return (
        f"Note on the value {from_in_words(value)}" if value.in_force_from else "Note on what is not in force"
    )


def _used_by(parameter: Parameter, decided: Sequence[DecidedChapter]) -> str:
    rules = [each.rule for each in decided if parameter.name in each.names_of_values]
    if not rules:
        return "No rule uses it: it is here to be looked up."
    return "Used by: " + ", ".join(f"[{prose(rule.title)}]({file_of(rule)})" for rule in rules) + "."
