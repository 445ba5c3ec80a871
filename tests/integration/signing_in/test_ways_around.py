"""Ways around the front door that somebody may try: addresses to elsewhere, forged forms and hosts, broken letters."""

import pytest
from django.core import mail
from django.test import Client

from schoolward.access.roles import Role
from tests.integration.signing_in.browsing import PASSWORD, person
from tests.spec.access.borough import invent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
    ],
)
def test_signing_in_leads_nowhere_else(elsewhere: str) -> None:
    person("clerk@example.org", role=Role.COMMITTEE_CLERK)
    told = {"login": "clerk@example.org", "password": PASSWORD, "next": elsewhere}
    answer = Client().post("/sign-in/", told)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_forged_host_gets_no_link_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    # The library draws a letter's number from the global generator.
    monkeypatch.setattr("django.core.mail.message.make_msgid", lambda domain: "<letter@example.org>")
    person("clerk@example.org", role=Role.COMMITTEE_CLERK)
    asked = {"email": "clerk@example.org"}
    refused = Client().post("/password/forgotten/", asked, headers={"host": "evil.example"})
    assert (refused.status_code, mail.outbox) == (400, [])
    Client().post("/password/forgotten/", asked, headers={"x-forwarded-host": "evil.example"})
    (letter,) = mail.outbox
    assert "evil.example" not in letter.body


def test_no_form_is_taken_from_another_site() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(invent().accounts[Role.ADMINISTRATOR])
    for page in (
        "/accounts/9001/leave/",
        "/accounts/invite/",
        "/clients/add/",
        "/sessions/",
        "/sign-out/",
        "/audit/",
    ):
        assert client.post(page, {}).status_code == 403, page
    assert Client(enforce_csrf_checks=True).post("/invitation/abc/", {"password": "x"}).status_code == 403


def test_a_letter_that_no_database_takes_breaks_nothing() -> None:
    client = Client()
    client.force_login(invent().accounts[Role.ADMINISTRATOR])
    assert client.get("/accounts/", {"search": "Colleague\0"}).status_code == 200
    refused = Client().get("/api/v1/schools", headers={"authorization": "Bearer sw_\0abcdef"})
    assert refused.status_code == 401
