"""Takes files and pupils in, hands them to the workers, and tells how far they have come."""

import csv
import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from io import StringIO
from typing import Annotated, Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, File, Header, PathEx, Query, Router, Schema, Status
from ninja import UploadedFile as SentFile
from pydantic import ConfigDict, ValidationError

from schoolward.access.actions import CannotBeDone
from schoolward.access.actions.sending_once import KeyInUse, once
from schoolward.access.permissions import Permission
from schoolward.api.calling import THE_API, Called, Token
from schoolward.api.loads import LARGEST_NUMBER
from schoolward.api.loads import router as router_of_loads
from schoolward.api.parameters import require_known
from schoolward.api.problems import Problem, ProblemTold, mends
from schoolward.api.schools import LARGEST_URN
from schoolward.jobs.actions.loads import start_load
from schoolward.jobs.inbox import Upload
from schoolward.jobs.models import LoadRun
from schoolward.jobs.selectors import runs_for, schools_to_load_for
from schoolward.people.models import School
from schoolward.store.home import open_home

router = Router(tags=["Sending"])

MOST_PUPILS = 5000
Key = Annotated[
    str | None,
    Header(
        None, alias="Idempotency-Key", min_length=1, max_length=100, pattern="^[A-Za-z0-9._:-]+$",
        description="A mark of your own for this sending. Sent again with the same content, nothing more happens.",
    ),
]  # fmt: skip
Text = Annotated[str, Field(max_length=200)]
_PROBLEMS = (401, 403, 404, 409, 413, 422, 429, 503)


class SentFor(Schema):
    """Whose files they are."""

    school: int | None = Field(
        None, ge=1, le=LARGEST_URN, description="The school, by URN; left out for files of the whole borough."
    )


class PupilSent(Schema):
    """A pupil's enrolment at a school, as docs/senders describes the columns of a pupils file."""

    model_config = ConfigDict(extra="forbid")

    upn: Text = Field(description="Unique pupil number.")
    dob: date = Field(description="Date of birth.")
    urn: int = Field(ge=1, le=LARGEST_URN, description="The school.")
    entry_on: date = Field(description="First day on the roll.")
    leaving_on: date | None = Field(None, description="Last day on the roll, once it is known.")
    former_upn: Text = Field("", description="The UPN before this one, if it changed.")
    surname: Text = Field("", description="Surname.")
    forename: Text = Field("", description="Forename.")
    middle_names: Text = Field("", description="Middle names.")
    sex: Text = Field("", description="M or F.")
    ethnicity: Text = Field("", description="School Census code.")
    year_group: Text = Field("", description="National Curriculum year: R, 1 to 14, X.")
    enrolment_status: Text = Field("", description="C single, M main, S subsidiary registration.")
    sen_provision: Text = Field("", description="N none, K SEN support, E education, health and care plan.")
    free_school_meals: Text = Field("", description="Y or N.")
    postcode: Text = Field("", description="Home postcode.")
    home_authority: Text = Field("", description="Three-digit code of the authority where the child lives.")
    ward: Text = Field("", description="Home ward.")
    attributes_from: date | None = Field(None, description="The day from which these particulars hold.")


class PupilsSent(Schema):
    """Pupils in one sending."""

    model_config = ConfigDict(extra="forbid")

    pupils: list[PupilSent] = Field(min_length=1, max_length=MOST_PUPILS, description="One row an enrolment.")


class DeliveryTold(Schema):
    """Files that were sent together, and how far they have come."""

    number: int = Field(description="Its number.")
    state: str = Field(description="waiting, running, done, failed or cancelled.")
    received_at: datetime = Field(description="When it came.")
    ended_at: datetime | None = Field(description="When it ended.")
    school: int | None = Field(
        description="The school of which it tells, by URN; null for the whole borough."
    )
    step: str = Field(description="What is being done, while it runs.")
    step_done: int = Field(description="How far that is.")
    step_total: int = Field(description="Of how much.")
    load: int | None = Field(
        description="The load that took it, once it is done; null where all was held before."
    )
    counts: dict[str, Any] = Field(description="What became of its rows and marks, once it is done.")
    fault: str = Field(description="Why it failed, and what to do.")


@router_of_loads.post(
    "/loads",
    auth=Token(Permission.LOAD_START),
    response={202: DeliveryTold, _PROBLEMS: ProblemTold},
    operation_id="send_files",
    summary="Send files to be loaded",
)
def send_files(
    request: Called,
    response: HttpResponse,
    asked: Query[SentFor],
    files: Annotated[list[SentFile], File(description="Files in any format that schools send.")],
    idempotency_key: Key = None,
) -> Any:
    """Takes the files in; a worker loads them. Ask at the address in Location how far it is.

    A client for schools sends the files of one school at a time: what they say of others is refused row by row.
    """
    require_known(request, SentFor)
    return _sent(request, response, files, school=asked.school, key=idempotency_key)


@router.post(
    "/pupils",
    auth=Token(Permission.LOAD_START),
    response={202: DeliveryTold, _PROBLEMS: ProblemTold},
    url_name="send-pupils",
    operation_id="send_pupils",
    summary="Send pupils and their enrolments",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["pupils"],
                        "additionalProperties": False,
                        "properties": {
                            "pupils": {
                                "type": "array", "minItems": 1, "maxItems": MOST_PUPILS,
                                "items": PupilSent.model_json_schema(),
                            }
                        },
                    }
                },
                "text/csv": {"schema": {"type": "string", "minLength": 1}},
            },
        }
    },
)  # fmt: skip
def send_pupils(
    request: Called, response: HttpResponse, asked: Query[SentFor], idempotency_key: Key = None
) -> Any:
    """Takes pupils in as JSON, or as the CSV file that the pages for senders describe; a worker loads them."""
    require_known(request, SentFor)
    body = request.read()
    match (request.content_type or "").lower():
        case "application/json":
            table = _as_csv(_read(body))
        case "text/csv":
            table = body
        case _:
            raise Problem(422, "Content-Type: send application/json or text/csv.")
    file = SimpleUploadedFile("pupils.csv", table)
    return _sent(request, response, [file], school=asked.school, key=idempotency_key)


@router.get(
    "/deliveries/{int:number}",
    auth=Token(Permission.LOAD_VIEW),
    response={200: DeliveryTold, (401, 403, 404, 422, 429): ProblemTold},
    url_name="delivery",
    operation_id="delivery",
    summary="How far a sending has come",
)
def delivery(
    request: Called,
    number: Annotated[int, PathEx(ge=1, le=LARGEST_NUMBER, description="The sending's number.")],
) -> DeliveryTold:
    """Whether the files wait, are being loaded, or have been; `load` then says what the store made of them."""
    subject = f"loadrun:{number}"
    run = runs_for(request.caller.actor, at=request.caller.at).filter(pk=number).first()
    if run is None:
        raise Problem(404, about=[subject])
    request.caller.about.add(subject)
    return _as_told(run)


def _sent(
    request: Called,
    response: HttpResponse,
    files: Sequence[Upload],
    *,
    school: int | None,
    key: str | None,
) -> Any:
    """The one place that hands files to the workers."""
    caller = request.caller
    whose = _whose(request, school)

    def sending() -> int:
        run = start_load(
            home=open_home(settings.SCHOOLWARD_HOME), uploads=files, school=whose, sender="", by=caller.actor,
            at=caller.at,
        )  # fmt: skip
        return run.pk

    try:
        if key is None:
            number = sending()
        else:
            assert caller.actor.account is not None
            number = once(
                account=caller.actor.account, key=key, fingerprint=_fingerprint(files, school), sending=sending,
                by=THE_API, at=caller.at,
            )  # fmt: skip
    except CannotBeDone as fault:
        raise Problem(422, str(fault)) from None
    except KeyInUse as fault:
        raise Problem(409, str(fault)) from None
    caller.about.add(f"loadrun:{number}")
    response.headers["Location"] = reverse("api:delivery", kwargs={"number": number})
    return Status(202, _as_told(LoadRun.objects.get(pk=number)))


def _whose(request: Called, urn: int | None) -> School | None:
    """The school whose files the client may send; None for the borough's."""
    caller = request.caller
    schools, has_borough = schools_to_load_for(caller.actor, at=caller.at)
    if urn is None:
        if has_borough:
            return None
        raise Problem(422, "school: this is needed; say whose files they are, by URN.")
    found = schools.filter(urn=urn).first()
    if found is None:
        raise Problem(404, about=[f"school:{urn}"])
    return found


def _fingerprint(files: Sequence[Upload], school: int | None) -> str:
    """Tells one sending from another by its school, and by the names and content of its files."""
    told = hashlib.sha256(f"{school}".encode())
    for file in files:
        content = hashlib.sha256()
        for piece in file.chunks():
            content.update(piece)
        told.update(f"\0{file.name}\0{content.hexdigest()}".encode())
    return told.hexdigest()


def _read(body: bytes) -> PupilsSent:
    try:
        return PupilsSent.model_validate_json(body)
    except ValidationError as fault:
        raise Problem(422, mends(fault.errors()[:20])) from None


def _as_csv(sent: PupilsSent) -> bytes:
    """The rows as the file that an office would send, so that one reader holds both to the same rules."""
    table = StringIO(newline="")
    writer = csv.DictWriter(table, list(PupilSent.model_fields))
    writer.writeheader()
    writer.writerows(pupil.model_dump(mode="json") for pupil in sent.pupils)
    return table.getvalue().encode()


def _as_told(run: LoadRun) -> DeliveryTold:
    return DeliveryTold(
        number=run.pk, state=run.state, received_at=run.received_at, ended_at=run.ended_at, school=run.school_id,
        step=run.step, step_done=run.step_done, step_total=run.step_total, load=run.load, counts=run.counts,
        fault=run.fault,
    )  # fmt: skip
