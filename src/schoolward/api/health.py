"""Whether the API answers, for whoever watches servers. It tells nothing else."""

from typing import Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from schoolward.people.models import Following

router = Router(tags=["Health"])


class HealthTold(Schema):
    """That the API answers."""

    status: Literal["ok"] = Field(description="ok: the server and its database answer.")


@router.get(
    "/health",
    response={200: HealthTold},
    url_name="health",
    operation_id="health",
    summary="Whether the API answers",
)
def health(request: HttpRequest) -> HealthTold:
    """Needs no token and tells no data."""
    Following.objects.exists()  # fails if the database does not answer
    return HealthTold(status="ok")
