"""What clients of the API are told: the same as on the command line, and nothing outside their scope."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from schoolward.access.keys import ScopeKey, ScopeKind
from schoolward.access.models import ClosedRecord
from schoolward.api.judged import JudgedLists
from schoolward.attention.borough import judge_borough
from schoolward.attention.law_of_home import law_of
from schoolward.audit.clock import now
from schoolward.audit.models import Event
from schoolward.console.app import app
from schoolward.jobs.inbox import discard
from schoolward.jobs.models import LoadRun, RunState
from schoolward.people.models import CohortMembership, Enrolment, Pupil, School, Trust
from schoolward.store.home import Home
from schoolward.store.snapshot import snapshot
from tests.spec.access.api_world import (
    OTHER_SCHOOL,
    OWN_SCHOOL,
    SCHOOL,
    WHOLE_BOROUGH,
    YOUNG_CARERS,
    client_over,
    token_of,
)

pytestmark = pytest.mark.django_db

WEEK = {"from": "2025-09-08", "to": "2025-09-12"}
MONDAY = date(2025, 9, 22)


def told(*scopes: ScopeKey, path: str, **asked: Any) -> Any:
    """What a client over the scopes is answered."""
    _, token = token_of(client_over(*scopes))
    answer = Client().get(f"/api/v1{path}", asked, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def on_command_line(home: Home, *conditions: str) -> list[dict[str, Any]]:
    """The same figures by `schoolward figures`."""
    where = [part for condition in conditions for part in ("--where", condition)]
    done = CliRunner().invoke(
        app,
        ["figures", "--from", WEEK["from"], "--to", WEEK["to"], "--by", "school,sex", *where, "--json", "--home",
         str(home.folder)],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


@pytest.mark.parametrize(
    ("scope", "conditions"),
    [
        (WHOLE_BOROUGH, ()),
        (SCHOOL, (f"school={OWN_SCHOOL}",)),
        (YOUNG_CARERS, ("cohort:young_carer=yes",)),
    ],
)
def test_figures_are_those_of_the_command_line_within_the_scope(
    home: Home, scope: ScopeKey, conditions: tuple[str, ...]
) -> None:
    answered = told(scope, path="/figures", **WEEK, by=["school", "sex"])
    rows = [
        {**row["group"], **row["values"], "coverage": row["coverage"], "as_known_on": answered["as_known_on"]}
        for row in answered["rows"]
    ]
    assert rows == on_command_line(home, *conditions)
    assert rows


def test_a_trust_is_its_schools(home: Home) -> None:
    trust = Trust.objects.create(name="Larkmoor Trust")
    School.objects.filter(urn=OTHER_SCHOOL).update(trust=trust)
    rows = told(ScopeKey(ScopeKind.TRUST, str(trust.pk)), path="/figures", **WEEK, by="school")["rows"]
    assert [row["group"] for row in rows] == [{"school": str(OTHER_SCHOOL)}]


def test_a_client_for_a_trust_sends_for_its_schools_and_watches_that(home: Home) -> None:
    trust = Trust.objects.create(name="Larkmoor Trust")
    School.objects.filter(urn=OTHER_SCHOOL).update(trust=trust)
    _, token = token_of(client_over(ScopeKey(ScopeKind.TRUST, str(trust.pk))))
    asked: dict[str, Any] = {
        "data": b"upn,urn,dob,entry_date\n",
        "content_type": "text/csv",
        "headers": {"Authorization": f"Bearer {token}"},
    }
    answer = Client().post(f"/api/v1/pupils?school={OTHER_SCHOOL}", **asked)
    assert (answer.status_code, answer.json()["school"]) == (202, OTHER_SCHOOL)
    assert Client().get(answer["Location"], headers=asked["headers"]).json()["state"] == "waiting"
    assert Client().post(f"/api/v1/pupils?school={OWN_SCHOOL}", **asked).status_code == 404
    assert Client().post("/api/v1/pupils", **asked).status_code == 422
    discard(home, LoadRun.objects.get(school_id=OTHER_SCHOOL, state=RunState.WAITING).folder)


def calls_of(answer: Any) -> list[tuple[str | None, int, str]]:
    return [(call["upn"], call["urn"], call["rule"]) for call in answer["calls"]]


def judged(home: Home) -> list[tuple[str | None, int, str]]:
    calls = judge_borough(snapshot(home), as_at=MONDAY, law=law_of(home)).calls
    return [(call.upn or None, call.urn, call.decision.rule) for call in calls]


def test_the_borough_is_told_every_call_in_its_order(home: Home) -> None:
    assert calls_of(told(WHOLE_BOROUGH, path="/attention", on=MONDAY)) == judged(home)


@pytest.mark.parametrize("scope", [SCHOOL, YOUNG_CARERS])
def test_others_are_told_of_their_pupils_and_of_registers_of_their_schools(
    home: Home, scope: ScopeKey
) -> None:
    if scope == SCHOOL:
        pupils = set(Enrolment.objects.filter(school_id=OWN_SCHOOL).values_list("pupil__upn", flat=True))
        own = OWN_SCHOOL
    else:
        pupils = set(
            CohortMembership.objects.filter(cohort="young_carer").values_list("pupil__upn", flat=True)
        )
        own = None
    expected = [call for call in judged(home) if (call[0] in pupils if call[0] else call[1] == own)]
    assert calls_of(told(scope, path="/attention", on=MONDAY)) == expected
    assert 0 < len(pupils) < Pupil.objects.count()


def test_pages_hold_every_call_once(home: Home) -> None:
    _, token = token_of(client_over(WHOLE_BOROUGH))
    found, asked = [], {"on": MONDAY.isoformat(), "most": "1"}
    while True:
        headers = {"Authorization": f"Bearer {token}"}
        page = Client().get("/api/v1/attention", asked, headers=headers).json()
        found += calls_of(page)
        if page["next_cursor"] is None:
            break
        asked["cursor"] = page["next_cursor"]
    assert found == judged(home)
    assert len(found) > 1


def test_the_record_names_each_pupil_that_was_told_of(home: Home) -> None:
    answer = told(WHOLE_BOROUGH, path="/attention", on=MONDAY)
    event = Event.objects.get(kind="records.listed")
    upns = {call["upn"] for call in answer["calls"] if call["upn"]}
    named = {f"pupil:{number}" for number in Pupil.objects.filter(upn__in=upns).values_list("pk", flat=True)}
    assert set(event.subjects.values_list("subject", flat=True)) == named
    assert not any(upn in json.dumps(event.detail) for upn in upns)


def test_a_closed_record_is_told_to_no_program(home: Home) -> None:
    upn = next(upn for upn, _, _ in judged(home) if upn)
    pupil = Pupil.objects.get(upn=upn)
    ClosedRecord.objects.create(
        record_kind="pupil", record_id=pupil.pk, reason="A colleague's.", closed_at=now()
    )
    answer = told(WHOLE_BOROUGH, path="/attention", on=MONDAY)
    assert calls_of(answer) == [call for call in judged(home) if call[0] != upn]


def test_lists_are_kept_by_day_and_no_more_than_a_few(home: Home) -> None:
    lists = JudgedLists(most=2)
    days = [date(2025, 9, day) for day in (22, 23, 24)]
    first = lists.of(home, days[0])
    assert lists.of(home, days[0]) is first
    lists.of(home, days[1])
    lists.of(home, days[2])
    assert lists.of(home, days[0]) is not first, "it went when a third day was asked for"


def test_schools_come_page_by_page(home: Home) -> None:
    page = told(SCHOOL, path="/schools", most=1)
    assert [school["urn"] for school in page["schools"]] == [OWN_SCHOOL]
    assert page["next_after"] == OWN_SCHOOL


def test_whose_loads_are_told(home: Home) -> None:
    assert [load["load"] for load in told(SCHOOL, path="/loads")["loads"]] == [2]


def test_the_page_of_the_description_asks_for_nothing_from_elsewhere(db: None) -> None:
    page = Client().get("/api/v1/docs").content.decode()
    assert "GET /api/v1/figures" in page
    assert "<script" not in page
    assert "http" not in page.replace("https://schoolward", "")
