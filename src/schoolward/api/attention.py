"""Who needs whom: the calls of a day on pupils within the client's scope, a page at a time."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from django.conf import settings
from ninja import Field, Query, Router, Schema
from pydantic import WithJsonSchema

from schoolward.access.asking import within
from schoolward.access.keys import ScopeKind
from schoolward.access.permissions import Permission
from schoolward.access.reach import Reach, day_of
from schoolward.api.calling import Called, Caller, Token
from schoolward.api.judged import lists
from schoolward.api.parameters import Day, RuleName, require_known
from schoolward.api.problems import Problem, ProblemTold
from schoolward.api.schools import LARGEST_URN
from schoolward.attention.borough import Judged
from schoolward.attention.whom import Call
from schoolward.audit.kinds import EventKind
from schoolward.people.models import Pupil, School
from schoolward.people.selectors import urns_within
from schoolward.reports.calls import calls_as_objects
from schoolward.store.home import open_home

router = Router(tags=["Attention"])

LIST_HAS_CHANGED = "Something was loaded since, and the list has changed. Begin again without a cursor."
Cursor = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,9}-[0-9]{1,9}$"})]


class AttentionAsked(Schema):
    """Which calls of which day."""

    on: Day | None = Field(
        None, description="Judge as at this day; today if left out.", examples=["2025-09-22"]
    )
    rule: list[RuleName] = Field([], max_length=30, description="Only this rule; may be given again.")
    school: int | None = Field(None, ge=1, le=LARGEST_URN, description="Only this school, by URN.")
    cohort: str | None = Field(
        None,
        min_length=1,
        max_length=80,
        pattern="^[A-Za-z0-9_]+$",
        description="Only pupils in this cohort.",
    )
    most: int = Field(50, ge=1, le=200, description="How many calls at once.")
    cursor: Cursor | None = Field(None, description="The `next_cursor` of the page before.")


class ValueTold(Schema):
    """A value of the law on which a decision rests."""

    name: str = Field(description="Its name.")
    value: Any = Field(description="The value.")
    unit: str = Field(description="Its unit.")
    in_force_from: date = Field(description="The day from which it has been in force.")
    citation: str = Field(description="Where it is written.")
    authority: str = Field(description="What stands behind it, such as regulations.")
    verified: bool = Field(description="Whether somebody has verified it.")


class StepTold(Schema):
    """Something that was done."""

    kind: str = Field(description="What sort of step.")
    reference: str = Field(description="The sender's own number for the matter.")
    event: str = Field(description="What happened.")
    on: date = Field(description="On which day.")
    source: str = Field(description="Who says so.")


class CallTold(Schema):
    """One rule that calls for action, on one pupil or on a school's registers."""

    upn: str | None = Field(
        description="The pupil; null where the call is on a school's registers as a whole."
    )
    urn: int = Field(description="The school.")
    school: str = Field(description="The school's name.")
    year_group: str | None = Field(description="The pupil's year.")
    cohorts: list[str] = Field(description="The cohorts that the pupil is in.")
    tier: str | None = Field(description="The pupil's tier of absence.")
    trajectory: str | None = Field(description="Which way the absence goes.")
    what_to_do: str = Field(description="What is to be done.")
    by_whom: str = Field(description="Who has to act.")
    by_when: date | None = Field(description="The day by which.")
    since: date = Field(description="The day from which the call has held.")
    severity: int = Field(description="From 1, record-keeping, to 5: a child may be unseen.", ge=1, le=5)
    nobody_has_acted: bool | None = Field(
        description="No step is on record since then; null if that is not known."
    )
    steps: list[StepTold] = Field(description="What was done, the latest first.")
    rule: str = Field(description="The rule that calls.")
    outcome: str = Field(description="Its answer.")
    as_at: date = Field(description="The day as at which it was judged.")
    calls_for_action: bool = Field(description="Always true on this list.")
    reasons: list[str] = Field(description="Why.")
    since_on: date | None = Field(description="The day that the rule itself names.")
    due_on: date | None = Field(description="The day by which the rule says.")
    facts: dict[str, Any] = Field(description="What the rule looked at.")
    values: list[ValueTold] = Field(description="The values of the law that it used.")
    verified: bool = Field(description="Whether all of these are verified.")
    missing: list[str] = Field(description="What is not known.")
    as_known_on: str | None = Field(description="The instant as known on which it was judged.")


class AttentionTold(Schema):
    """Calls, the most pressing first."""

    as_at: date = Field(description="The day as at which they were judged.")
    as_known_on: str | None = Field(description="The instant as known on which they were judged.")
    schools_up_to_date: int = Field(description="Schools of the borough whose registers are up to date.")
    schools_expected: int = Field(description="Schools of the borough whose registers should be.")
    calls: list[CallTold] = Field(description="The calls of this page.")
    next_cursor: str | None = Field(
        description="What to send as `cursor` for the next page; null on the last."
    )


@router.get(
    "/attention",
    auth=Token(Permission.ATTENTION_VIEW),
    response={200: AttentionTold, (401, 403, 404, 409, 422, 429, 503): ProblemTold},
    url_name="attention",
    operation_id="attention",
    summary="Who needs whom on a day",
)
def attention(request: Called, asked: Query[AttentionAsked]) -> AttentionTold:
    """Calls on pupils within the client's scope, and on registers of its schools, the most pressing first.

    Nothing on it is a verdict: a rule says that somebody has to look, and why. It names pupils by UPN.
    """
    require_known(request, AttentionAsked)
    caller = request.caller
    reach = caller.reach
    if asked.school is not None and not _may_name(reach, asked.school):
        raise Problem(404, about=[f"school:{asked.school}"])
    on: Any = asked.on
    judged = lists.of(open_home(settings.SCHOOLWARD_HOME), day_of(caller.at) if on is None else on)
    start = _start(asked.cursor, judged)
    calls = [call for call in _within(judged, reach) if _is_asked_for(call, asked)]
    page = calls[start : start + asked.most]
    _note(caller, page, judged)
    end = start + len(page)
    return AttentionTold.model_validate(
        {
            "as_at": judged.as_at,
            "as_known_on": judged.as_known_on,
            "schools_up_to_date": judged.coverage.schools_up_to_date,
            "schools_expected": judged.coverage.schools_expected,
            "calls": calls_as_objects(judged, page, as_known_on=judged.as_known_on),
            "next_cursor": f"{judged.load}-{end}" if end < len(calls) else None,
        }
    )


def _may_name(reach: Reach, urn: int) -> bool:
    """Whether the list can be narrowed to the school: one of the scope's own, or any where a child may be at any."""
    if reach.is_borough or reach.values(ScopeKind.COHORT):
        return School.objects.filter(urn=urn).exists()
    return urn in urns_within(reach)


def _within(judged: Judged, reach: Reach) -> Iterable[Call]:
    """The calls on pupils within the reach, and those on registers of schools that it names."""
    pupils = set(within(Pupil.objects.all(), reach).values_list("pk", flat=True))
    urns = urns_within(reach)
    for call in judged.calls:
        seen = (reach.is_borough or call.urn in urns) if call.pupil is None else call.pupil in pupils
        if seen:
            yield call


def _is_asked_for(call: Call, asked: AttentionAsked) -> bool:
    return (
        (not asked.rule or call.decision.rule in asked.rule)
        and (asked.school is None or call.urn == asked.school)
        and (asked.cohort is None or asked.cohort in call.cohorts)
    )


def _start(cursor: str | None, judged: Judged) -> int:
    """Where the page begins; a cursor of another load's list leads nowhere."""
    if cursor is None:
        return 0
    if not re.fullmatch("[0-9]{1,9}-[0-9]{1,9}", cursor):
        raise Problem(422, "cursor: send the next_cursor of the page before, as it is.")
    load, start = (int(part) for part in cursor.split("-"))
    if load != judged.load:
        raise Problem(409, LIST_HAS_CHANGED)
    return start


def _note(caller: Caller, page: list[Call], judged: Judged) -> None:
    caller.kind = EventKind.RECORDS_LISTED
    caller.about |= {f"pupil:{call.pupil}" for call in page if call.pupil is not None}
    caller.asked |= {"as_at": judged.as_at.isoformat(), "load": judged.load, "calls": len(page)}
