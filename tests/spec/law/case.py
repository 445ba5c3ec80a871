"""The form of a case: facts that anyone can read, a day, and the decision expected with every reason it gives."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from schoolward.law.book import LawBook
from schoolward.law.decision import Decision
from schoolward.law.local_policy import with_local_policy
from schoolward.law.marks import CodedSession
from schoolward.law.rule import Rule
from schoolward.law.steps import Event, Matter, StepKind
from schoolward.law.value_files import national_law
from schoolward.register.calendars import CalendarSpan, SchoolCalendar, SpanKind
from schoolward.register.sessions import SessionHalf
from tests.spec.measures.example import PRESENT, read_day, read_marks


@dataclass(frozen=True)
class Given:
    """The facts of a case: `name | value` on each line, a name as often as needed.

    `term`, `holiday`, `closure`, `inset`, `open`: days of the school's calendar, "1 Sep 2025 to 19 Dec 2025", with
    AM or PM after it for half days. `marks`: "8 Sep 2025: present x 4, N N", for the sessions that follow in which
    the school is open; "PM 8 Sep 2025: …" begins in the afternoon. `step`: "penalty_notice PN1 issued 3 Oct 2025",
    with "parent A" and ": detail" where they matter. `policy`: lines of the authority's own policy (TOML).
    Everything else is the rule's own.
    """

    as_at: date
    values: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, text: str, *, as_at: str) -> "Given":
        """The facts of the text."""
        lines = [line.partition("|") for line in text.splitlines() if line.strip()]
        return cls(read_day(as_at), tuple((name.strip(), value.strip()) for name, _, value in lines))

    def every(self, name: str) -> list[str]:
        """The values of a name, in their order."""
        return [value for key, value in self.values if key == name]

    def text(self, name: str, default: str = "") -> str:
        """The one value of a name."""
        found = self.every(name)
        if len(found) > 1:
            raise ValueError(f"{name} stands {len(found)} times")
        return found[0] if found else default

    def number(self, name: str, default: int = 0) -> int:
        """The value as a whole number."""
        return int(self.text(name, str(default)))

    def day(self, name: str) -> date | None:
        """The value as a day, None if it is not given."""
        told = self.text(name)
        return read_day(told) if told else None

    def required_day(self, name: str) -> date:
        """The value as a day."""
        return read_day(self.text(name))

    def is_so(self, name: str) -> bool:
        """Whether the value is yes."""
        return {"yes": True, "no": False, "": False}[self.text(name)]

    @property
    def law(self) -> LawBook:
        """The national law, with the policy of the case."""
        policy = "\n".join(self.every("policy"))
        return with_local_policy(national_law(), policy, file="policy.toml") if policy else national_law()

    @property
    def calendar(self) -> SchoolCalendar:
        """The school's calendar."""
        spans = [_span(kind, value) for kind, value in self.values if kind in set(SpanKind)]
        return SchoolCalendar.from_spans(spans)

    @property
    def marks(self) -> tuple[CodedSession, ...]:
        """The marks of every `marks` line."""
        return self.marks_of("marks")

    def marks_of(self, name: str) -> tuple[CodedSession, ...]:
        """The marks of the lines of that name, laid over the school's open sessions."""
        return tuple(mark for line in self.every(name) for mark in _laid(line, self.calendar))

    @property
    def matters(self) -> tuple[Matter, ...]:
        """The steps taken, gathered by reference."""
        return _gathered(self.every("step"))


def _span(kind: str, value: str) -> CalendarSpan:
    words = value.split()
    half = SessionHalf(words.pop()) if words[-1] in ("AM", "PM") else None
    first, _, last = " ".join(words).partition(" to ")
    return CalendarSpan(
        kind=SpanKind(kind), first_on=read_day(first), last_on=read_day(last or first), session=half
    )


def _laid(line: str, calendar: SchoolCalendar) -> Iterable[CodedSession]:
    start, _, marks = line.partition(":")
    afternoon = start.startswith("PM ")
    first_on = read_day(start.removeprefix("PM "))
    sessions = calendar.open_sessions(first_on, date.max)[afternoon:]
    for session, code in zip(sessions, read_marks(marks), strict=False):
        half = session.half.value
        yield CodedSession(session.on, half, {"AM": "/", "PM": "\\"}[half] if code == PRESENT else code)


def _gathered(lines: Iterable[str]) -> tuple[Matter, ...]:
    events: dict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for line in lines:
        told, _, detail = line.partition(":")
        words = told.split()
        kind, reference, name = words[:3]
        parent = words[words.index("parent") + 1] if "parent" in words else ""
        events[kind, reference, parent].append(Event(name, read_day(" ".join(words[3:6])), detail.strip()))
    return tuple(
        Matter(
            kind=StepKind(kind), reference=reference, parent=parent, urn=None, source="case",
            events=tuple(sorted(told, key=lambda event: event.on)),
        )
        for (kind, reference, parent), told in events.items()
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case. `title` is a plain sentence; `reasons` and `missing` have a line for each that the decision gives."""

    title: str
    as_at: str
    given: str
    outcome: str
    reasons: str
    since: str = ""
    due: str = ""
    missing: str = ""
    note: str = ""

    @property
    def expected(self) -> dict[str, object]:
        """The decision in the words of `shown`."""
        return {
            "outcome": self.outcome,
            "reasons": _lines(self.reasons),
            "since": self.since and read_day(self.since),
            "due": self.due and read_day(self.due),
            "missing": _lines(self.missing),
        }


@dataclass(frozen=True, kw_only=True)
class RuleChapter:
    """The cases of one rule. `judge` puts the facts of a case to the rule."""

    rule: Rule
    opening: str
    judge: Callable[[Given], Decision]
    cases: tuple[Case, ...]

    def decide(self, case: Case) -> Decision:
        """What the rule decides of a case."""
        return self.judge(Given.read(case.given, as_at=case.as_at))


def shown(decision: Decision) -> dict[str, object]:
    """A decision in the words of a case."""
    return {
        "outcome": decision.outcome.value,
        "reasons": list(decision.reasons),
        "since": decision.since_on or "",
        "due": decision.due_on or "",
        "missing": list(decision.missing),
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
