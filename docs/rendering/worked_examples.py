"""Shows the worked examples of the measures: the small register, the question as a command, the figures."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, fields

from docs.rendering.markdown import block, code, day, prose, sentence, table
from schoolward.measures.figures import AnnualRules, Mode, Question
from schoolward.register.sessions import Session, SessionHalf
from tests.spec.measures.example import (
    BLANK,
    NO_ROW,
    PRESENT,
    Asked,
    Example,
    Sending,
    Table,
    read_marks,
    sessions_from,
)
from tests.spec.measures.examples import CHAPTERS
from tests.spec.measures.schools import AUTHORITY, SCHOOLS

MOST_SESSIONS_ABREAST = 12
"""A register of more sessions is shown in words, as "present x 171, I x 19"."""


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """An example and its place in the page."""

    number: str
    example: Example

    @property
    def anchor(self) -> str:
        """What links to it end with."""
        return "example-" + self.number.replace(".", "-")

    @property
    def link(self) -> str:
        """A link from elsewhere in the page."""
        return f"[{self.number}](#{self.anchor})"


def numbered() -> list[Numbered]:
    """Every example, with the number of its chapter and its own."""
    return [
        Numbered(number=f"{place}.{within}", example=example)
        for place, chapter in enumerate(CHAPTERS, start=1)
        for within, example in enumerate(chapter.examples, start=1)
    ]


def examples_of(name: str) -> list[Numbered]:
    """The examples that count a measure, or group or filter by a dimension; a cohort's under "
    "`cohort:<name>`."""
    found = []
    for each in numbered():
        questions = [asked.question for asked in each.example.asked]
        named = {
            used for q in questions for used in (*q.measures, *q.by, *(condition for condition, _ in q.where))
        }
        if name in named or (name == "cohort:<name>" and any(used.startswith("cohort:") for used in named)):
            found.append(each)
    return found


def worked_examples() -> Iterator[str]:
    """Every chapter with its examples."""
    yield (
        "Each example is a test: the files are written as schools would send them, loaded through the "
        "front door, and counted by every engine. Registers run Monday to Friday, morning and afternoon. A "
        "pupil of whom nothing else is said is nine years old and on roll from 1 September."
    )
    yield f"The schools; our own authority is {AUTHORITY[0]}:"
    yield table(SCHOOLS.headings, SCHOOLS.rows)
    by_example = {id(each.example): each for each in numbered()}
    for place, chapter in enumerate(CHAPTERS, start=1):
        yield f"### {place}. {chapter.title}"
        yield prose(chapter.opening)
        for example in chapter.examples:
            yield from _example(by_example[id(example)])


def _example(each: Numbered) -> Iterator[str]:
    example = each.example
    yield f'<a id="{each.anchor}"></a>\n\n#### {each.number} {prose(example.title)}'
    for sending in example.sent:
        if len(example.sent) > 1:
            yield f"Received on {sending.received}:"
        yield from _sending(sending)
    for reason, count in example.refused:
        yield f"Refused: {count} {'row' if count == 1 else 'rows'} ([{code(reason)}](rejects.md))."
    for asked in example.asked:
        yield block(command(asked))
        yield _figures(asked)
    if example.note:
        yield prose(sentence(example.note))
    yield "Source: " + prose(sentence(example.source))
    if example.defect:
        yield "Seen to go wrong elsewhere: " + prose(sentence(example.defect))


def _sending(sending: Sending) -> Iterator[str]:
    for heading, text in (
        ("Roll", sending.roll),
        ("Cohorts", sending.cohorts),
        ("Calendar", sending.calendar),
        ("Decisions on who is the same child", sending.identities),
    ):
        told = Table.read(text)
        if told.rows:
            yield f"{heading}:"
            yield table(told.headings, told.rows)
    if sending.register:
        yield "Register:"
        yield register_of(sending)


def register_of(sending: Sending) -> str:
    """The register with a column for each session while there are few; else in words."""
    told = Table.read(sending.register)
    marked: dict[tuple[str, str], dict[Session, str]] = {}
    for row in told.records():
        sent = zip(sessions_from(row["from"]), read_marks(row["marks"]), strict=False)
        marked.setdefault((row["pupil"], row["school"]), {}).update(sent)
    sessions = sorted({session for marks in marked.values() for session in marks})
    if len(sessions) > MOST_SESSIONS_ABREAST or not _are_apart(told, marked):
        return table(told.headings, ((*row[:-1], code(row[-1].replace(" x ", " × "))) for row in told.rows))
    headings = ["pupil", "school", *(f"{day(session.on)} {session.half.value}" for session in sessions)]
    rows = (
        [pupil, school, *(_mark(marks.get(session, NO_ROW), session.half) for session in sessions)]
        for (pupil, school), marks in marked.items()
    )
    return table(headings, rows)


def _are_apart(told: Table, marked: dict[tuple[str, str], dict[Session, str]]) -> bool:
    """Whether no two lines of the register speak of the same session of the same pupil."""
    return sum(len(read_marks(row["marks"])) for row in told.records()) == sum(map(len, marked.values()))


def _mark(mark: str, half: SessionHalf) -> str:
    if mark == PRESENT:
        return code("/" if half is SessionHalf.AM else "\\")
    return {NO_ROW: "", BLANK: "(empty)"}.get(mark) or ("" if mark == NO_ROW else code(mark))


def command(asked: Asked) -> str:
    """The question as one would type it."""
    question = asked.question
    parts = ["schoolward figures", "--measure " + " ".join(map(shlex.quote, question.measures))]
    if question.by:
        parts.append("--by " + " ".join(map(shlex.quote, question.by)))
    parts.append(f"--from {question.first_on} --to {question.last_on}")
    parts += [f"--where {shlex.quote(f'{name}={value}')}" for name, value in question.where]
    parts += _options(question)
    if asked.known_at is not None:
        parts.append(f"--as-known-on {asked.known_at.date()}")
    return " \\\n    ".join(parts)


def _options(question: Question) -> Iterator[str]:
    if question.mode is not Mode.ENROLMENT:
        yield f"--mode {question.mode.value}"
    if question.annual_rules == AnnualRules.all():
        yield "--dfe-annual-rules"
    else:
        for field in fields(AnnualRules):
            if getattr(question.annual_rules, field.name):
                yield "--" + field.name.replace("_", "-")


def _figures(asked: Asked) -> str:
    told = Table.read(asked.rows)
    if told.headings == ("measure", "value"):
        return table(told.headings, ((code(name), value) for name, value in told.rows), right=(1,))
    by = len(asked.question.by)
    names = [name if place < by else code(name) for place, name in enumerate(told.headings)]
    return table(names, told.rows, right=range(by, len(told.headings)))
