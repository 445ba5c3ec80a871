"""Figures: measures by dimensions over days, held to the scope of the client."""

from typing import Annotated

from django.conf import settings
from ninja import Field, Query, Router, Schema
from pydantic import WithJsonSchema

from schoolward.access.permissions import Permission
from schoolward.api.calling import Called, Token
from schoolward.api.parameters import Condition, Day, DimensionName, Instant, MeasureName, require_known
from schoolward.api.problems import Problem, ProblemTold
from schoolward.measures.definitions import measure_named
from schoolward.measures.figures import AnnualRules, Mode, Question
from schoolward.reports.figures import DEFAULT_MEASURES, Told, told
from schoolward.reports.scope import OutOfScope, ScopeNotChosen, part_named, question_within
from schoolward.store.home import open_home

router = Router(tags=["Figures"])

LONGEST_PERIOD = 3700
"""Days, or ten years: a longer period is a slip, and would keep the server busy."""

PartName = Annotated[
    str, WithJsonSchema({"type": "string", "pattern": "^(the whole borough|schools|cohort:[A-Za-z0-9_]+)$"})
]


class FiguresAsked(Schema):
    """Which figures, of whom, over which days."""

    first_on: Day = Field(alias="from", description="The first day.", examples=["2025-09-01"])
    last_on: Day = Field(alias="to", description="The last day, included.", examples=["2025-12-19"])
    measure: list[MeasureName] = Field(
        [*DEFAULT_MEASURES], min_length=1, max_length=20, description="What to count; may be given again."
    )
    by: list[DimensionName] = Field(
        [],
        max_length=6,
        json_schema_extra={"uniqueItems": True},
        description="What to group by; may be given again.",
    )
    where: list[Condition] = Field(
        [], max_length=20, description="Only where DIMENSION=VALUE. Values of one dimension are alternatives."
    )
    as_known_on: Instant | None = Field(
        None, description="As was known at the end of that day, or at that time; now if left out."
    )
    mode: Mode = Field(
        Mode.ENROLMENT,
        description="The unit of count: enrolments, as the Department for Education counts, or pupils.",
    )
    dfe_annual_rules: bool = Field(
        False, description="Count by all of the Department's rules for annual figures."
    )
    scope: PartName | None = Field(
        None, description="Of which part of the client's scope, where that has several: schools, or a cohort."
    )


class CoverageTold(Schema):
    """What a figure rests on. Expected marks are null where no calendar says when schools are open."""

    schools_reported: int = Field(description="Schools that sent a mark.")
    schools_expected: int = Field(description="Schools that should have, and those that did.")
    marks_reported: int = Field(description="Marks held.")
    marks_expected: int | None = Field(description="Marks that the calendars ask for.")


class FigureTold(Schema):
    """One row of figures."""

    group: dict[str, str] = Field(description="The value of each dimension.")
    values: dict[str, int | str | None] = Field(
        description="Each measure: a count, or a rate as text to ten places; null where nothing was possible."
    )
    coverage: CoverageTold = Field(description="What the row rests on.")


class MeasureTold(Schema):
    """A measure and what it counts."""

    name: str = Field(description="As it is asked for.")
    definition: str = Field(description="What it counts.")


class FiguresTold(Schema):
    """Figures with their definitions, their coverage and the instant as known on which they are told."""

    first_on: str = Field(description="The first day.")
    last_on: str = Field(description="The last day, included.")
    mode: Mode = Field(description="The unit of count.")
    scope: str = Field(description="Of which part of the client's scope they are.")
    as_known_on: str | None = Field(description="The instant as known on which they are told.")
    measures: list[MeasureTold] = Field(description="What was counted.")
    rows: list[FigureTold] = Field(description="A row a group, sorted by group.")


@router.get(
    "/figures",
    auth=Token(Permission.FIGURES_VIEW),
    response={200: FiguresTold, (401, 403, 404, 422, 429, 503): ProblemTold},
    url_name="figures",
    operation_id="figures",
    summary="Figures by any grouping, over any days",
)
def figures(request: Called, asked: Query[FiguresAsked]) -> FiguresTold:
    """Counts and rates of the marks held, of nobody outside the client's scope.

    A client for schools is told of its schools alone, one for a cohort of that cohort's pupils. A rate is a ratio of
    sums. Every row says what it rests on.
    """
    require_known(request, FiguresAsked)
    question = _question(asked)
    request.caller.asked |= {
        "measures": question.measures, "by": question.by, "where": [name for name, _ in question.where],
        "from": question.first_on.isoformat(), "to": question.last_on.isoformat(),
    }  # fmt: skip
    try:
        part = part_named(request.caller.reach, asked.scope)
        within = question_within(question, part)
    except OutOfScope:
        raise Problem(404) from None
    except ScopeNotChosen as fault:
        raise Problem(422, f"scope: {fault}") from None
    answered = told(open_home(settings.SCHOOLWARD_HOME), within, known_at=asked.as_known_on)  # type: ignore[arg-type]
    return _as_told(answered, scope=part.name)


def _question(asked: FiguresAsked) -> Question:
    # The forms of the parameters turn text into days and conditions.
    first_on, last_on, where = asked.first_on, asked.last_on, asked.where
    question = Question(
        measures=tuple(dict.fromkeys(asked.measure)),
        by=tuple(asked.by),
        first_on=first_on,  # type: ignore[arg-type]
        last_on=last_on,  # type: ignore[arg-type]
        where=tuple(where),  # type: ignore[arg-type]
        mode=asked.mode,
        annual_rules=AnnualRules.all() if asked.dfe_annual_rules else AnnualRules(),
    )
    if (question.last_on - question.first_on).days > LONGEST_PERIOD:
        raise Problem(422, "to: ask for ten years at most at once.")
    return question


def _as_told(answered: Told, *, scope: str) -> FiguresTold:
    question = answered.figures.question
    return FiguresTold(
        first_on=question.first_on.isoformat(),
        last_on=question.last_on.isoformat(),
        mode=question.mode,
        scope=scope,
        as_known_on=answered.as_known_on,
        measures=[
            MeasureTold(name=name, definition=measure_named(name).definition) for name in question.measures
        ],
        rows=[
            FigureTold(
                group={name: row[name] for name in question.by},
                values={name: row[name] for name in question.measures},
                coverage=CoverageTold(**row["coverage"]),
            )
            for row in answered.objects()
        ],
    )
