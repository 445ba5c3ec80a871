"""Calls with something wrong in them: a plain sentence that names it, nothing leaked, nothing done."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from schoolward.access.models import Account
from schoolward.access.permissions import Permission
from schoolward.api import calling, ending
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.store.home import Home
from tests.spec.access.api_world import SCHOOL, WHOLE_BOROUGH, YOUNG_CARERS, client_over, token_of

pytestmark = pytest.mark.django_db

API = "/api/v1"
WEEK = {"from": "2025-09-08", "to": "2025-09-12"}


class Program:
    """A client with a good token."""

    def __init__(self, *scopes: Any) -> None:
        self.account: Account = client_over(*scopes)
        self.token = token_of(self.account)[1]

    def get(self, path: str, **asked: Any) -> Any:
        return Client().get(API + path, asked, headers={"Authorization": f"Bearer {self.token}"})

    def post(self, path: str, data: Any, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        return Client().post(API + path, data, headers=headers, **more)


@pytest.fixture
def school(home: Home) -> Program:
    return Program(SCHOOL)


def told(answer: Any, status: int) -> str:
    """The detail of a problem, which has its one form."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert set(problem) == {"title", "detail", "status"}
    assert problem["status"] == status
    assert "Traceback" not in problem["detail"]
    return str(problem["detail"])


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"from": "2025-09-31"}, "from: this is no day; write it as 2025-09-01."),
        ({"from": "yesterday"}, "from: this is no day; write it as 2025-09-01."),
        ({"from": "20250908"}, "from: this is no day; write it as 2025-09-01."),
        ({"from": "1875-09-08"}, "from: give a day of the years 1990 to 2099."),
        ({"to": "2025-09-01"}, "The period ends (2025-09-01) before it begins (2025-09-08)."),
        ({"to": "2045-09-01"}, "to: ask for ten years at most at once."),
        (
            {"measure": "truancy"},
            "measure 1: there is no such measure; the description of the API lists them.",
        ),
        ({"by": ["sex", "sex"]}, "A dimension is named twice."),
        ({"where": "phase"}, "where 1: write DIMENSION=VALUE, for example phase=Primary."),
        ({"mode": "child"}, "mode: write one of 'enrolment' or 'pupil'."),
        (
            {"as_known_on": "noon"},
            "as_known_on: write a day as 2026-01-15 or a time as 2026-01-15T09:30:00+00:00.",
        ),
        ({"scool": "900001"}, "There is no parameter scool."),
    ],
)
def test_figures_that_cannot_be_asked_for(school: Program, asked: dict[str, Any], says: str) -> None:
    assert told(school.get("/figures", **{**WEEK, **asked}), 422).startswith(says)


@pytest.mark.parametrize("dimension", ["upn", "pupil", "forename"])
def test_no_figure_singles_out_a_child(school: Program, dimension: str) -> None:
    assert "cannot be grouped by that" in told(school.get("/figures", **WEEK, by=dimension), 422)


def test_what_is_missing_is_named(school: Program) -> None:
    assert told(school.get("/figures"), 422) == "from: this is needed. to: this is needed."


def test_a_cohort_that_nobody_named_and_a_time_before_all_loads(school: Program) -> None:
    assert (
        "no file ever named the cohort"
        in told(school.get("/figures", **WEEK, by="cohort:nobody"), 404).lower()
    )
    assert "nothing was known" in told(school.get("/figures", **WEEK, as_known_on="2020-01-01"), 404).lower()


def test_a_scope_of_several_parts_has_to_be_chosen_from(home: Home) -> None:
    program = Program(SCHOOL, YOUNG_CARERS)
    assert told(program.get("/figures", **WEEK), 422) == (
        "scope: Choose of which part of your scope: schools, cohort:young_carer."
    )
    for part in ("schools", "cohort:young_carer"):
        assert program.get("/figures", **WEEK, scope=part).json()["scope"] == part
    told(program.get("/figures", **WEEK, scope="cohort:looked_after"), 404)
    told(program.get("/figures", **WEEK, scope="the whole borough"), 404)


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ({"on": "2025-02-30"}, 422, "on: this is no day"),
        ({"rule": "gut_feeling"}, 422, "rule 1: there is no such rule"),
        ({"most": "0"}, 422, "most: write 1 or more"),
        ({"most": "many"}, 422, "most: write a whole number"),
        ({"cursor": "first"}, 422, "cursor: send the next_cursor"),
        ({"on": "2025-09-22", "cursor": "1-10"}, 409, "Something was loaded since"),
    ],
)
def test_lists_that_cannot_be_asked_for(
    school: Program, asked: dict[str, Any], status: int, says: str
) -> None:
    assert told(school.get("/attention", **asked), status).startswith(says)


def test_an_address_that_there_is_not_and_a_method_that_it_does_not_know(school: Program) -> None:
    told(school.get("/pupils-by-name"), 404)
    answer = school.post("/figures", {})
    told(answer, 405)
    assert answer["Allow"] == "GET"


def test_more_calls_than_allowed_in_a_minute(school: Program, settings: Settings) -> None:
    settings.API_CALLS_A_MINUTE = 3
    cache.clear()
    answers = [school.get("/schools") for _ in range(7)]
    late = next(answer for answer in answers if answer.status_code == 429)
    assert 1 <= int(late["Retry-After"]) <= 60
    assert told(late, 429) == f"Wait {late['Retry-After']} seconds, then call again."
    assert [answer.status_code for answer in answers].count(200) in (3, 4, 5, 6), "the minute may have turned"


def test_forged_tokens_are_turned_away_without_filling_the_record(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "REFUSED_TOKENS_A_MINUTE", 2)
    cache.clear()
    statuses = [
        Client().get(f"{API}/schools", headers={"Authorization": "Bearer sw_forged"}).status_code
        for _ in range(6)
    ]
    assert 429 in statuses
    assert Event.objects.filter(kind=EventKind.TOKEN_REFUSED.value).count() == statuses.count(401) < 6


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer ", "Basic abc", "Bearer sw_\x7f", "Bearer ünicode", "sw_x"]
)
def test_headers_that_hold_no_token(home: Home, sent: str) -> None:
    told(Client().get(f"{API}/schools", headers={"Authorization": sent}), 401)


def test_a_grant_that_has_ended_gives_nothing(school: Program) -> None:
    school.account.grants.update(until_on=now().date() - timedelta(days=1))
    told(school.get("/figures", **WEEK), 403)


def test_a_huge_body_is_refused_unread(school: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "LARGEST_BODY", 1000)
    body = b"upn,dob\n" * 1000
    answer = school.post("/pupils?school=900001", body, content_type="text/csv")
    assert "Send at most" in told(answer, 413)


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        (b"{pupils", "application/json", "The body: this is no JSON"),
        (b"[]", "application/json", "The body: give an object"),
        (b"{}", "application/json", "pupils: this is needed"),
        (b'{"pupils": []}', "application/json", "pupils: give at least 1"),
        (b'{"pupils": [{"upn": "W801200001011"}]}', "application/json", "pupils 1 dob: this is needed."),
        (b"\xff\xfe", "application/json", "The body: this is no JSON"),
        (b"", "text/csv", "Content-Type: send"),
        (b"surprise", "text/csv", "pupils.csv"),
        (b"<pupils/>", "application/xml", "Content-Type: send application/json or text/csv."),
    ],
)
def test_pupils_that_cannot_be_read(school: Program, body: bytes, kind: str, says: str) -> None:
    assert told(school.post("/pupils?school=900001", body, content_type=kind), 422).startswith(says)


def test_files_that_cannot_be_read(school: Program) -> None:
    path = "/loads?school=900001"
    assert told(school.post(path, {}), 422) == "files: this is needed."
    broken = b"--x\r\nContent-Disposition: form-data; name=files; filename=m.csv\r\n\r\nurn,upn"
    told(school.post(path, broken, content_type="multipart/form-data; boundary=x"), 422)
    told(school.post(path, b"", content_type="multipart/form-data"), 422)
    told(school.post(path, b"{}", content_type="application/json"), 422)
    assert "school: this is needed" in told(school.post("/loads", {}), 422) + told(
        school.post("/pupils", b"upn", content_type="text/csv"), 422
    )


def test_a_borough_client_reads_the_record_of_its_own_kind(home: Home) -> None:
    program = Program(WHOLE_BOROUGH)
    assert program.get("/attention", on="2025-09-22").status_code == 200
    event = Event.objects.order_by("-number").first()
    assert event is not None
    assert event.kind == EventKind.RECORDS_LISTED.value
    assert Permission.ATTENTION_VIEW not in str(event.detail)
    assert all(subject.startswith("pupil:") for subject in event.subjects.values_list("subject", flat=True))
