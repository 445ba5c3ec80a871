"""Schools, as Get Information About Schools describes them: public facts, for whoever has a token."""

from datetime import date
from typing import Annotated

from ninja import Field, PathEx, Query, Router, Schema

from schoolward.api.calling import Called, Token
from schoolward.api.parameters import require_known
from schoolward.api.problems import Problem, ProblemTold
from schoolward.people.models import School

router = Router(tags=["Schools"])

LARGEST_URN = 999_999


class SchoolTold(Schema):
    """A school."""

    urn: int = Field(description="Unique reference number.")
    name: str = Field(description="Its name.")
    local_authority: str = Field(description="Three-digit code of its local authority.")
    laestab: int | None = Field(description="Local authority and establishment number in one.")
    type_name: str = Field(description="The type of establishment; empty if not known.")
    phase: str = Field(description="The phase of education; empty if not known.")
    trust: str | None = Field(description="Its academy trust, if it has one.")
    ward: str = Field(description="The ward in which it lies; empty if not known.")
    postcode: str = Field(description="Its postcode; empty if not known.")
    opened_on: date | None = Field(description="The day on which it opened, if known.")
    closed_on: date | None = Field(description="The day on which it closed, if it has.")
    statutory_low_age: int | None = Field(description="The lowest age of its pupils.")
    statutory_high_age: int | None = Field(description="The highest age of its pupils.")

    @staticmethod
    def resolve_trust(school: School) -> str | None:
        """The trust's name."""
        return school.trust.name if school.trust is not None else None


class SchoolsAsked(Schema):
    """Which page of the schools."""

    after: int = Field(0, ge=0, le=LARGEST_URN, description="Only schools with a greater URN.")
    most: int = Field(200, ge=1, le=500, description="How many schools at once.")


class SchoolsTold(Schema):
    """Schools by URN, a page at a time."""

    schools: list[SchoolTold] = Field(description="The schools of this page.")
    next_after: int | None = Field(description="What to send as `after` for the next page; null on the last.")


@router.get(
    "/schools",
    auth=Token(None),
    response={200: SchoolsTold, (401, 422, 429): ProblemTold},
    url_name="schools",
    operation_id="schools",
    summary="Every school",
)
def schools(request: Called, asked: Query[SchoolsAsked]) -> SchoolsTold:
    """Every school that is known, with public facts of it, a page at a time."""
    require_known(request, SchoolsAsked)
    rows = School.objects.filter(urn__gt=asked.after).select_related("trust").order_by("urn")
    found = list(rows[: asked.most + 1])
    page = found[: asked.most]
    return SchoolsTold(
        schools=[SchoolTold.from_orm(school) for school in page],
        next_after=page[-1].urn if len(found) > asked.most else None,
    )


@router.get(
    "/schools/{int:urn}",
    auth=Token(None),
    response={200: SchoolTold, (401, 404, 422, 429): ProblemTold},
    url_name="school",
    operation_id="school",
    summary="One school",
)
def school(
    request: Called, urn: Annotated[int, PathEx(ge=1, le=LARGEST_URN, description="Unique reference number.")]
) -> School:
    """Public facts of one school."""
    found = School.objects.filter(urn=urn).select_related("trust").first()
    if found is None:
        raise Problem(404)
    return found
