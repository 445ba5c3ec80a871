"""Says of a value of the law how it stands on a day, who stands behind it and how well it is supported."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from schoolward.law.book import Change
from schoolward.law.marks import said
from schoolward.law.values import Authority, DatedValue, Parameter
from schoolward.register.register_code import Confidence


class State(StrEnum):
    """How a value stands on a day."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    NOT_IN_FORCE = "not_in_force"
    ENDED = "ended"


class Kind(StrEnum):
    """What happened on a day on which a value begins. RESTATED: the same value, under another citation."""

    BEGAN = "began"
    CHANGED = "changed"
    RESTATED = "restated"
    ENDED = "ended"


SUPPORT: Mapping[Confidence, str] = {
    Confidence.STATUTE: "the statute was read",
    Confidence.TWO_SOURCES: "two or more sources agree",
    Confidence.ONE_SOURCE: "one source",
    Confidence.PUBLISHED_DATA: "worked out from published data",
    Confidence.LOCAL_PRACTICE: "one authority's practice",
    Confidence.BACKGROUND_KNOWLEDGE: "no source was read",
}

KINDS: Mapping[Kind, str] = {
    Kind.BEGAN: "began",
    Kind.CHANGED: "changed",
    Kind.RESTATED: "restated, the same under another source",
    Kind.ENDED: "ended",
}


def topic_in_words(topic: str) -> str:
    """The topic, which is a file's name, as a heading."""
    return topic.replace("_", " ").capitalize()


def state_on(parameter: Parameter, value: DatedValue, on: date) -> State:
    """How one of the parameter's values stands on a day. A national one that local policy replaces is superseded."""
    if value.in_force_from is None or value.in_force_from > on:
        return State.NOT_IN_FORCE
    if value is not standing_on(parameter, on):
        return State.SUPERSEDED
    return State.ENDED if value.content is None else State.IN_FORCE


def standing_on(parameter: Parameter, on: date) -> DatedValue | None:
    """The value in force on the day, or the end of the provision; None before the first."""
    try:
        return parameter.on(on)
    except LookupError:
        begun = [
            value
            for value in parameter.values
            if value.in_force_from is not None and value.in_force_from <= on
        ]
        return begun[-1] if begun else None


def state_in_words(parameter: Parameter, value: DatedValue, on: date) -> str:
    """The state as people say it."""
    state = state_on(parameter, value, on)
    if state is State.NOT_IN_FORCE:
        return "enacted, not in force" if value.in_force_from is None else "not yet in force"
    if state is State.SUPERSEDED:
        standing = standing_on(parameter, on)
        is_local = standing is not None and standing in parameter.local_values
        return "replaced by local policy" if is_local and value in parameter.values else "superseded"
    return {State.IN_FORCE: "in force", State.ENDED: "ended"}[state]


def authority_in_words(value: DatedValue) -> str:
    """What stands behind the value. Where national law leaves a matter to the authority, Schoolward has a default."""
    if value.authority is Authority.LOCAL:
        return "local policy" if value.confidence is None else "Schoolward's default"
    return value.authority.value


def from_in_words(value: DatedValue) -> str:
    """The day from which the value holds."""
    return "no day fixed" if value.in_force_from is None else f"from {said(value.in_force_from)}"


def support_in_words(value: DatedValue) -> str:
    """How well the value is supported; of local policy, that the authority vouches for it."""
    if value.confidence is None:
        return "the authority's own"
    return SUPPORT[value.confidence]


def override_in_words(parameter: Parameter) -> str:
    """Whether local policy may put its own value in the place of this one, and within what, as a sentence."""
    override = parameter.override
    if not override.allowed:
        return "Local policy cannot set it."
    least, most = override.at_least, override.at_most
    if least is None and most is None:
        return "Local policy may set it."
    if least is not None and least == most:
        return f"Local policy may set it, to {least} only."
    if most is None:
        return f"Local policy may set it, to {least} or more."
    if least is None:
        return f"Local policy may set it, to {most} or less."
    return f"Local policy may set it, from {least} to {most}."


def stands_on_its_day(change: Change) -> bool:
    """Whether what began came into force: a national value does not where local policy stands in its place."""
    on = change.after.in_force_from
    return on is not None and standing_on(change.parameter, on) is change.after


def before_of(change: Change) -> DatedValue | None:
    """What the value followed: of a national one behind local policy, the national one before it."""
    if stands_on_its_day(change) or change.after not in change.parameter.values:
        return change.before
    place = change.parameter.values.index(change.after)
    return change.parameter.values[place - 1] if place else None


def kind_of(change: Change) -> Kind:
    """What the change is."""
    before = before_of(change)
    if change.after.content is None:
        return Kind.ENDED
    if before is None or before.content is None:
        return Kind.BEGAN
    return Kind.RESTATED if before.content == change.after.content else Kind.CHANGED


def content_as_object(value: DatedValue | None) -> int | str | list[str] | None:
    """The content as JSON has it; None where there is none in force."""
    if value is None:
        return None
    return list(value.content) if isinstance(value.content, tuple) else value.content


def value_as_object(parameter: Parameter, value: DatedValue, on: date) -> dict[str, Any]:
    """The value as programs read it, with its state on the day."""
    return {
        "name": parameter.name,
        "label": parameter.label,
        "topic": parameter.topic,
        "value": content_as_object(value),
        "unit": value.unit,
        "in_force_from": None if value.in_force_from is None else value.in_force_from.isoformat(),
        "state": state_on(parameter, value, on).value,
        "citation": value.citation,
        "authority": value.authority.value,
        "confidence": None if value.confidence is None else value.confidence.value,
        "verified": value.is_verified,
        "note": value.note,
    }
