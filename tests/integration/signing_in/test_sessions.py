"""Sessions: they run out, are listed, and end everywhere at a click."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from schoolward.audit.clock import now
from schoolward.audit.models import Event
from tests.integration.signing_in.browsing import is_signed_in, kinds, person, sign_in

AT_DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
ON_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1"

pytestmark = pytest.mark.django_db


def test_a_session_runs_out_an_hour_after_the_last_page() -> None:
    person()
    client = Client()
    sign_in(client)
    assert is_signed_in(client)
    session = Session.objects.get(session_key=client.session.session_key)
    assert session.expire_date - now() <= timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert settings.SESSION_COOKIE_AGE == 60 * 60
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert not is_signed_in(client)


def test_each_page_begins_the_hour_anew() -> None:
    person()
    client = Client()
    sign_in(client)
    Session.objects.update(expire_date=now() + timedelta(minutes=1))
    assert is_signed_in(client)
    assert Session.objects.get(session_key=client.session.session_key).expire_date > now() + timedelta(
        minutes=59
    )


def test_one_sees_where_one_is_signed_in_and_ends_the_others() -> None:
    person()
    here, there = Client(HTTP_USER_AGENT=AT_DESK), Client(HTTP_USER_AGENT=ON_PHONE, REMOTE_ADDR="192.0.2.8")
    for client in (here, there):
        sign_in(client)
    page = here.get(reverse("sessions")).content.decode()
    assert page.count("This browser.") == 1
    assert "Edge on Windows" in page
    assert "Safari on an iPhone" in page
    assert "Mozilla" not in page
    assert "192.0.2.8" in page
    answer = here.post(reverse("sessions"), follow=True)
    assert "signed out everywhere else (1 ended)" in answer.content.decode()
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert kinds()[-1] == "sessions.ended"
    assert Event.objects.latest("number").detail == {"sessions": 1}


def test_a_session_that_ran_out_is_not_listed() -> None:
    person()
    here, there = Client(), Client(HTTP_USER_AGENT=ON_PHONE)
    for client in (here, there):
        sign_in(client)
    there_key = there.session.session_key
    Session.objects.filter(session_key=there_key).update(expire_date=now() - timedelta(seconds=1))
    assert "iPhone" not in here.get(reverse("sessions")).content.decode()


def test_anothers_sessions_are_not_shown() -> None:
    person()
    person("other@example.org")
    mine, theirs = Client(), Client(HTTP_USER_AGENT=ON_PHONE)
    sign_in(mine)
    sign_in(theirs, "other@example.org")
    assert "iPhone" not in mine.get(reverse("sessions")).content.decode()


def test_a_session_gets_a_new_key_when_somebody_signs_in() -> None:
    person()
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_every_page_tells_browsers_to_load_nothing_from_elsewhere() -> None:
    for address in (reverse("account_login"), "/no-such-page/"):
        policy = Client().get(address).headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self';")
        assert "frame-ancestors 'none'" in policy
