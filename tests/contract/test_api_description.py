"""Holds the running API to its own description: schemathesis calls the server with what the description allows."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from pytest_django import Settings
from schemathesis import Case, HookContext
from schemathesis.specs.openapi.checks import positive_data_acceptance

from schoolward.api import ending, judged
from schoolward.api.app import api
from schoolward.store.home import Home
from tests.spec.access.api_world import WHOLE_BOROUGH, client_over, follow, make_home, token_of

DAYS = ("2025-09-08", "2025-09-12", "2025-09-22")
"""Days of which the small store knows something."""

description = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))


@description.hook("map_query")
def put_days_in_order(context: HookContext, query: Any) -> Any:
    """Says what a description cannot: that a period ends after it begins, and from when on there is law.

    What is no day stays as it is, and has to be refused.
    """
    if not isinstance(query, dict):
        return query
    days = {
        name: DAYS[day.toordinal() % len(DAYS)]
        for name in ("from", "to", "on")
        if (day := day_in(query, name))
    }
    if {"from", "to"} <= days.keys():
        days["from"], days["to"] = sorted((days["from"], days["to"]))
    return {**query, **days}


def day_in(query: dict[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(query[name])
    except (KeyError, TypeError, ValueError):
        return None


@dataclass(frozen=True)
class Served:
    """Where the server answers, and with what token."""

    address: str
    token: str


@pytest.fixture(scope="module")
def described_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return make_home(tmp_path_factory.mktemp("described") / "home")


@pytest.fixture
def served(
    described_home: Home, live_server: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Served:
    """A server of the small store, and a client for all of it."""
    settings.SCHOOLWARD_HOME = described_home.folder
    settings.API_CALLS_A_MINUTE = 100_000
    monkeypatch.setattr(ending, "REFUSED_TOKENS_A_MINUTE", 100_000)
    judged.lists = judged.JudgedLists()
    follow(described_home)
    return Served(live_server.url, token_of(client_over(WHOLE_BOROUGH))[1])


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
@description.parametrize()
@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
def test_the_running_server_does_what_its_description_says(
    case: Case, live_server: Any, served: Served
) -> None:
    # A description cannot say what stands in a file: one that is no register is refused, though its form is right.
    excluded: list[Any] = [positive_data_acceptance] if case.method == "POST" else []
    case.call_and_validate(
        excluded_checks=excluded, base_url=served.address, headers={"Authorization": f"Bearer {served.token}"}
    )
