"""Walks every operation of the API with every sort of token, to what is one's own and to what is another's."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from schoolward.access.permissions import Permission
from schoolward.api.app import api
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.store.home import Home
from tests.spec.access.api_table import ASKED, COLUMNS, IN_ADDRESS, OPERATIONS, SENT, WITHOUT_A_TOKEN
from tests.spec.access.api_world import FIRST_STEPS, SCHOOL, Tokens, client_over, tokens_without
from tests.spec.access.test_every_page_by_role import addresses

pytestmark = pytest.mark.django_db

MARKS = FIRST_STEPS / "a-week-later" / "marks-larkmoor.csv"
PUPILS = FIRST_STEPS / "first-week" / "pupils.csv"


def table() -> dict[str, tuple[str, dict[str, int]]]:
    """By operation, its permission and the status in each column."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in OPERATIONS.strip().splitlines()]
    assert tuple(head[2:]) == COLUMNS
    return {row[0]: (row[1], dict(zip(COLUMNS, map(int, row[2:]), strict=True))) for row in rows}


def call(operation: str, column: str, tokens: Tokens) -> Any:
    """The answer to the operation as the column says."""
    place = {"other": 1, "nobody's": 2}.get(column, 0)
    token = {
        "forged": tokens.forged, "expired": tokens.expired, "revoked": tokens.revoked,
        "less": tokens.without_permission,
    }.get(column, tokens.good)  # fmt: skip
    headers = {} if column == "none" else {"Authorization": f"Bearer {token}"}
    if operation in SENT:
        asked = f"?school={ASKED[operation][place]['school']}"
        what: dict[str, Any] = (
            {"data": {"files": [SimpleUploadedFile(MARKS.name, MARKS.read_bytes())]}}
            if operation == "send_files"
            else {"data": PUPILS.read_bytes(), "content_type": "text/csv"}
        )
        return Client().post(reverse(f"api:{SENT[operation]}") + asked, headers=headers, **what)
    inside = IN_ADDRESS[operation][place] if operation in IN_ADDRESS else {}
    address = reverse(f"api:{operation}", kwargs=inside)
    return Client().get(address, ASKED[operation][place] if operation in ASKED else {}, headers=headers)


def test_every_operation_is_in_the_table() -> None:
    described = api.get_openapi_schema()["paths"].values()
    there = {each["operationId"] for methods in described for each in methods.values()}
    there |= {name for name in WITHOUT_A_TOKEN if f"api:{name}" in addresses()}
    missing = sorted(there - set(table()))
    assert not missing, f"Say in tests/spec/access/api_table.py what these operations answer: {missing}"
    gone = sorted(set(table()) - there)
    assert not gone, f"Take these out of tests/spec/access/api_table.py; there are no such operations: {gone}"


@pytest.mark.parametrize("operation", table())
def test_each_token_is_answered_as_the_table_says(operation: str, home: Home) -> None:
    permission, expected = table()[operation]
    client = client_over(SCHOOL)
    tokens = tokens_without(client, Permission(permission) if permission else None)
    for column in COLUMNS:
        before = Event.objects.count()
        answer = call(operation, column, tokens)
        assert answer.status_code == expected[column], f"{column}: {answer.content.decode()}"
        if operation in WITHOUT_A_TOKEN:
            continue
        event = Event.objects.order_by("-number").first()
        # What sends files is an action besides, with an event of its own.
        events = 2 if answer.status_code == 202 else 1
        assert Event.objects.count() == before + events, f"{column}: a call is one event"
        assert event is not None
        if answer.status_code == 401:
            assert event.kind == EventKind.TOKEN_REFUSED
            known = column in ("expired", "revoked")
            assert event.actor == (str(client.actor) if known else "system:api")
        else:
            assert event.actor == str(client.actor)
            assert (event.kind == EventKind.REFUSED) is (answer.status_code in (403, 404))


@pytest.mark.parametrize("operation", [name for name in table() if table()[name][1]["none"] == 401])
def test_tokens_that_cannot_be_used_are_refused_alike_to_the_letter(operation: str, home: Home) -> None:
    tokens = tokens_without(client_over(SCHOOL), None)
    answers = [call(operation, column, tokens) for column in ("none", "forged", "expired", "revoked")]
    assert len({answer.content for answer in answers}) == 1
    assert len({json.dumps(dict(answer.headers), sort_keys=True) for answer in answers}) == 1


@pytest.mark.parametrize("operation", [name for name in table() if table()[name][1]["other"] == 404])
def test_what_is_anothers_is_answered_like_what_there_is_not(operation: str, home: Home) -> None:
    tokens = tokens_without(client_over(SCHOOL), None)
    anothers, nobodys = (call(operation, column, tokens) for column in ("other", "nobody's"))
    assert anothers.content == nobodys.content
    assert json.loads(anothers.content) == {
        "title": "Not found",
        "detail": "There is no such thing here, or it is not within the scope of this client.",
        "status": 404,
    }
    assert anothers["Content-Type"] == "application/problem+json"
