"""Holds a question within what somebody may see: only figures of their schools, or of a cohort of theirs."""

from dataclasses import dataclass, replace

from schoolward.access.keys import ScopeKind
from schoolward.access.reach import Reach
from schoolward.measures.dimensions import YES
from schoolward.measures.figures import Question
from schoolward.people.selectors import urns_within

SCHOOL = "school"
WHOLE_BOROUGH = "the whole borough"


class OutOfScope(LookupError):
    """What is asked for is not within the scope, or is not there at all; it is not said which."""


class ScopeNotChosen(ValueError):
    """The scope has several parts, which do not add up to one figure; the text lists them."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a scope of which a figure can be told, as conditions on the question; none for the borough."""

    name: str
    where: tuple[tuple[str, str], ...]


def parts_of(reach: Reach) -> tuple[Part, ...]:
    """All schools of the scope together, and each of its cohorts: a child may be in several, and counts in each."""
    if reach.is_borough:
        return (Part(name=WHOLE_BOROUGH, where=()),)
    urns = sorted(urns_within(reach))
    schools = (Part(name="schools", where=tuple((SCHOOL, str(urn)) for urn in urns)),) if urns else ()
    cohorts = (
        Part(name=f"cohort:{cohort}", where=((f"cohort:{cohort}", YES),))
        for cohort in reach.values(ScopeKind.COHORT)
    )
    return (*schools, *cohorts)


def part_named(reach: Reach, name: str | None) -> Part:
    """The part of the scope of that name, which may be left out where there is one alone."""
    parts = {part.name: part for part in parts_of(reach)}
    if not parts:
        raise OutOfScope
    if name is None:
        if len(parts) > 1:
            raise ScopeNotChosen(f"Choose of which part of your scope: {', '.join(parts)}.")
        return next(iter(parts.values()))
    if name not in parts:
        raise OutOfScope
    return parts[name]


def question_within(question: Question, part: Part) -> Question:
    """The question of nobody but the part. OutOfScope for a school that is not in it."""
    if not part.where:
        return question
    kind = part.where[0][0]
    asked = [value for name, value in question.where if name == kind]
    others = tuple((name, value) for name, value in question.where if name != kind)
    allowed = {value for _, value in part.where}
    if not allowed.issuperset(asked):
        raise OutOfScope
    return replace(question, where=(*others, *((kind, value) for value in asked or sorted(allowed))))
