"""Loads and the rows that they refused: the whole borough's, or those that the client sent itself."""

from datetime import datetime
from pathlib import PurePath
from typing import Annotated, Any

import pyarrow.compute as pc
from django.conf import settings
from ninja import Field, PathEx, Query, Router, Schema

from schoolward.access.permissions import Permission
from schoolward.api.calling import Called, Caller, Token
from schoolward.api.parameters import require_known
from schoolward.api.problems import Problem, ProblemTold
from schoolward.store.home import Home, open_home
from schoolward.store.layout import TableName
from schoolward.store.refused import refused_rows
from schoolward.store.snapshot import loads as every_load
from schoolward.store.snapshot import snapshot

router = Router(tags=["Loads"])

LARGEST_NUMBER = 2_000_000_000


class LoadTold(Schema):
    """A load: files that were taken in together."""

    load: int = Field(description="Its number.")
    received_at: datetime = Field(description="When the files came.")
    loaded_by: str = Field(description="Who loaded them.")
    sender: str = Field(description="Who sent them.")
    files: int = Field(description="How many files.")
    rows_read: int = Field(description="Rows in all files.")
    rows_accepted: int = Field(description="Rows that may stand.")
    rows_rejected: int = Field(description="Rows that were refused.")
    marks_new: int = Field(description="Marks that were not held before.")
    marks_revised: int = Field(description="Marks that replaced others.")
    marks_unchanged: int = Field(description="Marks that were held already.")


class LoadFileTold(Schema):
    """One file of a load."""

    name: str = Field(description="As the sender called it.")
    kind: str = Field(description="What it holds.")
    format: str = Field(description="How it is written; empty where it could not be read.")
    sha256: str = Field(description="Its fingerprint.")
    rows_read: int = Field(description="Rows in it.")
    rows_accepted: int = Field(description="Rows that may stand.")
    rows_rejected: int = Field(description="Rows that were refused.")
    warnings: str = Field(description="What was noticed, a line each.")


class RejectTold(Schema):
    """A row that was refused, with the way to mend it."""

    file: str = Field(description="The file in which it stands.")
    line: int = Field(description="The line.")
    field: str = Field(description="The column.")
    value: str | None = Field(description="What it says.")
    reason: str = Field(description="Why it was refused.")
    how_to_mend: str = Field(description="What to do.")


class WholeLoadTold(Schema):
    """A load with its files and the first of the rows that it refused."""

    load: LoadTold = Field(description="The load.")
    files: list[LoadFileTold] = Field(description="Its files.")
    rejects: list[RejectTold] = Field(description="Refused rows of this page.")
    next_after: int | None = Field(
        description="What to send as `after` for more refused rows; null at the end."
    )


class LoadsTold(Schema):
    """Loads, the newest first."""

    loads: list[LoadTold] = Field(description="The loads of this page.")
    next_before: int | None = Field(description="What to send as `before` for older ones; null at the end.")


class LoadsAsked(Schema):
    """Which page of the loads."""

    before: int = Field(
        LARGEST_NUMBER, ge=1, le=LARGEST_NUMBER, description="Only loads with a lower number."
    )
    most: int = Field(50, ge=1, le=200, description="How many loads at once.")


class RejectsAsked(Schema):
    """Which page of the refused rows."""

    after: int = Field(0, ge=0, le=LARGEST_NUMBER, description="How many refused rows to leave out.")
    most: int = Field(200, ge=1, le=1000, description="How many refused rows at once.")


@router.get(
    "/loads",
    auth=Token(Permission.LOAD_VIEW),
    response={200: LoadsTold, (401, 403, 422, 429, 503): ProblemTold},
    url_name="loads",
    operation_id="loads",
    summary="Loads, the newest first",
)
def loads(request: Called, asked: Query[LoadsAsked]) -> LoadsTold:
    """Every load of the borough for a client with that scope; for others those that the client itself sent."""
    require_known(request, LoadsAsked)
    rows = [row for row in _visible(_home(), request.caller) if row["load"] < asked.before]
    page = rows[::-1][: asked.most]
    return LoadsTold(
        loads=[LoadTold(**row) for row in page],
        next_before=page[-1]["load"] if len(rows) > len(page) > 0 else None,
    )


@router.get(
    "/loads/{int:number}",
    auth=Token(Permission.LOAD_VIEW),
    response={200: WholeLoadTold, (401, 403, 404, 422, 429, 503): ProblemTold},
    url_name="load",
    operation_id="load",
    summary="One load, with what it refused",
)
def load(
    request: Called,
    asked: Query[RejectsAsked],
    number: Annotated[int, PathEx(ge=1, le=LARGEST_NUMBER, description="The load's number.")],
) -> WholeLoadTold:
    """What became of every file, and the rows that were refused, each with its reason and the way to mend it."""
    require_known(request, RejectsAsked)
    home, subject = _home(), f"load:{number}"
    found = [row for row in _visible(home, request.caller) if row["load"] == number]
    if not found:
        raise Problem(404, about=[subject])
    request.caller.about.add(subject)
    refused = refused_rows(home, number)
    page = refused[asked.after : asked.after + asked.most]
    end = asked.after + len(page)
    return WholeLoadTold(
        load=LoadTold(**found[0]),
        files=[LoadFileTold(**file) for file in _files(home, number)],
        rejects=[RejectTold(**{**row, "file": PurePath(row["file"]).name}) for row in page],
        next_after=end if end < len(refused) else None,
    )


def _home() -> Home:
    return open_home(settings.SCHOOLWARD_HOME)


def _visible(home: Home, caller: Caller) -> list[dict[str, Any]]:
    """Loads within the scope, oldest first: a load may tell of many schools, so that others see their own alone."""
    rows = every_load(home)
    if not caller.reach.is_borough:
        rows = rows.filter(pc.equal(rows["loaded_by"], str(caller.actor)))
    return rows.to_pylist()


def _files(home: Home, number: int) -> list[dict[str, Any]]:
    rows = snapshot(home).rows(TableName.LOAD_FILES)
    chosen = rows.filter(pc.equal(rows["load"], number)).sort_by("file").to_pylist()
    return [{**row, "name": PurePath(row["name"]).name} for row in chosen]
