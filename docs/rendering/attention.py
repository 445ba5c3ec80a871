"""The page of calls: what each outcome that calls asks of whom, how grave it is, and what counts as acting on it."""

from collections.abc import Iterable, Iterator

from docs.rendering.law_facts import in_words
from docs.rendering.law_rules import FOLDER, file_of
from docs.rendering.markdown import CannotRender, Page, bullets, code, page, prose, table
from schoolward.attention.calls import ACTIONS, OF_THE_VIRTUAL_SCHOOL, Action, ByWhom
from schoolward.attention.listing import OF_SCHOOL_AGE, OF_THOSE_ON_ROLL
from schoolward.attention.whom import NO_STEPS, SAFEGUARDING, TIERS
from schoolward.law.rulebook import RULES
from schoolward.law.steps import EVENTS

GRAVITY = {
    5: "a child may be unseen or without education, or a right is running out",
    4: "a child is long away, or a duty or a deadline has been missed",
    3: "a step is due, or one that was taken has to be looked at again",
    2: "something smaller is still open",
    1: "a matter of record-keeping, or good news",
}
"""What the numbers of gravity stand for."""


def attention() -> Page:
    """What each call asks of whom, the gravest first, and what orders them."""
    return page(
        "attention.md",
        "Calls",
        "What `schoolward attention` can ask, of whom, and how grave it is. How the list is made, and what it leaves "
        "out, is told under [who needs whom](../attention.md).",
        *(part for severity in sorted(GRAVITY, reverse=True) for part in _of_severity(severity)),
        "## When a call is made",
        bullets(_when()),
        "## What comes first",
        bullets(_order()),
        "## What counts as acting",
        "Nobody has acted: no step with the child is on record on or after the day from which the call has held. Every "
        "event of [the steps that can be loaded](../senders/steps-csv.md) is a step, but for "
        f"{_listed(code(name) for name in sorted(_events() & NO_STEPS))}. These say what a matter is about, which day "
        "was fixed for it, what a parent did, or what another authority had done before.",
        made_from="src/schoolward/attention",
    )


def _of_severity(severity: int) -> Iterator[str]:
    rows = [
        (
            f"[{prose(RULES[rule].title)}]({FOLDER}{file_of(RULES[rule])})",
            in_words(outcome),
            prose(action.what),
            _by_whom(rule, action),
        )
        for rule, outcomes in ACTIONS.items()
        for outcome, action in outcomes.items()
        if action.severity == severity
    ]
    if not rows:
        raise CannotRender(f"no call has gravity {severity}: mend GRAVITY in docs/rendering/attention.py")
    yield f"## Gravity {severity}: {GRAVITY[severity]}"
    yield table(("rule", "answer", "what to do", "by whom"), rows)


def _by_whom(rule: str, action: Action) -> str:
    if rule in OF_THE_VIRTUAL_SCHOOL and action.by_whom is ByWhom.LOCAL_AUTHORITY:
        return f"{action.by_whom}; for a looked-after child the {ByWhom.VIRTUAL_SCHOOL}"
    return str(action.by_whom)


def _when() -> Iterator[str]:
    yield (
        "A tier of absence calls while absence is getting worse. That a severely absent child has a plan is asked by a "
        "rule of its own."
    )
    yield f"{_rules(OF_THOSE_ON_ROLL)}: only while the pupil is on that roll. The others go on when the pupil has left."
    yield (
        f"{_rules(OF_SCHOOL_AGE)}: only of compulsory school age, or where no date of birth is known. Many others "
        "say so in their own answers."
    )
    yield (
        f"{_rules(['penalty_notice_sequence'])}: only while the threshold is met, or a sanction has been proposed and "
        "not been decided on."
    )
    yield f"{_rules(['register_marks', 'register_retention'])}: one call a school, not one a pupil."


def _order() -> Iterator[str]:
    yield "Gravity, as above."
    yield f"Safeguarding: {_listed(map(in_words, SAFEGUARDING))}; then everybody else."
    yield f"The tier of absence: {_listed(in_words(tier) for tier in TIERS if tier)}; last, where none was worked out."
    yield "The day by which it is due, the earliest first; what has no such day comes after."
    yield "The day from which it has held, the earliest first; then the school and the pupil, by their numbers."


def _events() -> set[str]:
    return {name for events in EVENTS.values() for name in events}


def _rules(names: Iterable[str]) -> str:
    return _listed(f"[{prose(RULES[name].title)}]({FOLDER}{file_of(RULES[name])})" for name in sorted(names))


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
