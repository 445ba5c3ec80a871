"""The form of a worked example: a small register that anyone can read, a question, and the figures expected."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from schoolward.measures.figures import AnnualRules, Mode, Question
from schoolward.register.sessions import Session, SessionHalf

NO_ROW = "none"
"""In a register: the school sent no row at all for the session."""

BLANK = "blank"
"""In a register: the school sent a row with an empty code."""

PRESENT = "present"
"""In a register: the slash of the session, / in the morning and \\ in the afternoon."""

COVERAGE = ("schools", "marks")
"""Columns of expected figures that give the coverage, as "1 of 2"."""

_WEEKEND = 5


@dataclass(frozen=True)
class Table:
    """A text table: its headings, and rows of as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, text: str) -> "Table":
        """One line a row, the first the headings, with | between the cells. An empty text is an empty table."""
        lines = [
            tuple(cell.strip() for cell in line.split("|")) for line in text.splitlines() if line.strip()
        ]
        if not lines:
            return cls((), ())
        for line in lines:
            if len(line) != len(lines[0]):
                raise ValueError(f"{line} does not have the cells of {lines[0]}")
        return cls(lines[0], tuple(lines[1:]))

    def records(self) -> list[dict[str, str]]:
        """Each row by its headings."""
        return [dict(zip(self.headings, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What schools and services send in one delivery, as text tables; what is left empty is not sent.

    `register`: pupil | school | from | marks. The marks are those of the sessions that follow, morning and
    afternoon, Monday to Friday: `I`, `present x 171, I x 19`, `/ \\ I I`, `blank` for an empty mark, `none` where
    there is no row. `roll`: pupil | school, with whichever of the columns of ROLL matter. `cohorts`: pupil | cohort |
    from | until. `calendar`: school | kind | from | to | session. `identities`: record | same child as | decision,
    where a record that is the same child as none stands on its own again. Every pupil in a first register who is not
    in the roll is nine years old on 31 August and on roll from 1 September.
    """

    received: str = "31 Jul 2026"
    register: str = ""
    roll: str = ""
    cohorts: str = ""
    calendar: str = ""
    identities: str = ""

    @property
    def received_at(self) -> datetime:
        """Noon of the day."""
        return datetime.combine(read_day(self.received), datetime.min.time(), UTC) + timedelta(hours=12)

    def marks(self) -> Iterator[tuple[str, str, Session, str]]:
        """Pupil, school, session and code ("" for a blank mark) of every row of the register."""
        for row in Table.read(self.register).records():
            for session, mark in zip(sessions_from(row["from"]), read_marks(row["marks"]), strict=False):
                if mark == PRESENT:
                    mark = "/" if session.half is SessionHalf.AM else "\\"
                if mark != NO_ROW:
                    yield row["pupil"], row["school"], session, "" if mark == BLANK else mark


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question and the rows that answer it, every one, in any order.

    `rows`: the dimensions, then measures and coverage (`schools`, `marks`), one row a group; or `measure | value` where
    there is one group. A rate is given to ten places, `none` where nothing was possible. `known_on`: as known at the
    end of that day.
    """

    question: Question
    rows: str
    known_on: str = ""

    @property
    def known_at(self) -> datetime | None:
        """The last instant of that day, or None for what is known now."""
        if not self.known_on:
            return None
        return datetime.combine(read_day(self.known_on), datetime.max.time(), UTC)

    @property
    def expected(self) -> list[dict[str, str]]:
        """Each expected row by heading, the upright form laid flat."""
        table = Table.read(self.rows)
        if table.headings == ("measure", "value"):
            return [{row[0]: row[1] for row in table.rows}]
        return table.records()


@dataclass(frozen=True, kw_only=True)
class Example:
    """One worked example. `title` is the rule in a plain sentence, `source` where the law or the statistics say so.

    `defect`: what another system got wrong here. `refused`: reason and number of the rows that the load refuses.
    """

    title: str
    source: str
    sent: tuple[Sending, ...]
    asked: tuple[Asked, ...]
    note: str = ""
    defect: str = ""
    refused: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if not (self.title and self.source and self.sent and self.asked):
            raise ValueError(f"the example {self.title!r} is not whole")


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """Examples that belong together, in the order in which they are read."""

    title: str
    opening: str
    examples: tuple[Example, ...] = field(repr=False)


def ask(
    measures: str,
    rows: str,
    *,
    by: str = "",
    days: str = "1 Aug 2025 to 31 Jul 2026",
    where: tuple[tuple[str, str], ...] = (),
    mode: Mode = Mode.ENROLMENT,
    rules: AnnualRules | None = None,
    known_on: str = "",
) -> Asked:
    """A question in a few words: the names of measures and dimensions with spaces between them."""
    first, _, last = days.partition(" to ")
    question = Question(
        measures=tuple(measures.split()),
        by=tuple(by.split()),
        first_on=read_day(first),
        last_on=read_day(last or first),
        where=where,
        mode=mode,
        annual_rules=rules or AnnualRules(),
    )
    return Asked(question=question, rows=rows, known_on=known_on)


def example(
    title: str,
    *,
    source: str,
    asked: Asked | tuple[Asked, ...],
    sent: tuple[Sending, ...] = (),
    **more: object,
) -> Example:
    """An example; the tables of a single sending can be given straight away."""
    told = {
        name: more.pop(name)
        for name in ("received", "register", "roll", "cohorts", "calendar", "identities")
        if name in more
    }
    if bool(told) == bool(sent):
        raise ValueError(f"{title}: give either sendings or the tables of one")
    return Example(
        title=title,
        source=source,
        sent=sent or (Sending(**told),),  # type: ignore[arg-type]
        asked=asked if isinstance(asked, tuple) else (asked,),
        **more,  # type: ignore[arg-type]
    )


def read_day(text: str) -> date:
    """A day as `8 Sep 2025`, with or without its weekday, which has to be the true one."""
    words = text.split()
    day = datetime.strptime(" ".join(words[-3:]), "%d %b %Y").date()
    if len(words) == 4 and words[0] != f"{day:%a}":
        raise ValueError(f"{text} is a {day:%A}")
    return day


def sessions_from(text: str) -> Iterator[Session]:
    """The sessions from a day, or from its afternoon where `PM` follows, Monday to Friday."""
    words = text.split()
    halves = tuple(SessionHalf)[1:] if words[-1] == "PM" else tuple(SessionHalf)
    on = read_day(" ".join(word for word in words if word not in ("AM", "PM")))
    while True:
        yield from (Session(on, half) for half in halves)
        on += timedelta(days=1)
        while on.weekday() >= _WEEKEND:
            on += timedelta(days=1)
        halves = tuple(SessionHalf)


def read_marks(text: str) -> list[str]:
    """The marks one by one: `present x 3, I U` is three times present, then I, then U."""
    marks: list[str] = []
    for part in text.split(","):
        words = part.split()
        if len(words) == 3 and words[1] == "x":
            marks += [words[0]] * int(words[2])
        elif "x" in words:
            raise ValueError(f"{part!r} is not a mark, x and a number; a comma parts it from others")
        else:
            marks += words
    return marks
