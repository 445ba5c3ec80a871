"""Walks every address with every role, to what is one's own and to what is another's."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from schoolward.access.roles import Role
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from tests.spec.access.borough import invent, invent_guarded, invent_matters
from tests.spec.access.pages import COLUMNS, OPEN_TO_ALL, OWN_AND_OTHER, PAGES

pytestmark = pytest.mark.django_db

THE_API = "api:"
"""Opens the names of addresses that tests/spec/access/api_table.py speaks of."""

ANSWERS = {"yes": (200, 200), "all": (200, 200), "own": (200, 404), "no": (403, 403), "again": (302, 302)}


def table() -> dict[str, dict[Role, str]]:
    """By page and role, the word in the table."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in PAGES.strip().splitlines()]
    return {
        row[0]: {Role(COLUMNS[short]): word for short, word in zip(head[1:], row[1:], strict=True)}
        for row in rows
    }


def addresses(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[str]:
    """The name of every address that the server answers."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, before + space)
        else:
            yield before + (pattern.name or f"(without a name: {pattern.pattern})")


def test_every_address_is_in_the_table() -> None:
    pages = {name for name in addresses() if not name.startswith(THE_API)}
    missing = sorted(pages - set(table()) - OPEN_TO_ALL)
    assert not missing, f"Say in tests/spec/access/pages.py who may open these pages: {missing}"
    gone = sorted((set(table()) | OPEN_TO_ALL) - pages)
    assert not gone, f"Take these out of tests/spec/access/pages.py; there are no such pages: {gone}"


@pytest.mark.parametrize("page", table())
def test_each_role_sees_what_the_table_says(page: str) -> None:
    borough = invent()
    invent_matters()
    invent_guarded(borough)
    for role, word in table()[page].items():
        client = Client()
        client.force_login(borough.accounts[role])
        own, other = OWN_AND_OTHER.get(page, ({}, {}))
        for arguments, expected in zip((own, other), ANSWERS[word], strict=True):
            address = reverse(page, kwargs=arguments)
            answer = client.get(address)
            assert answer.status_code == expected, f"{role} at {address}: {answer.status_code}"
            if expected in (403, 404):
                refusal = Event.objects.order_by("-number").first()
                assert refusal is not None
                assert refusal.kind == EventKind.REFUSED.value
                assert refusal.actor == str(borough.accounts[role].actor)


@pytest.mark.parametrize("page", table())
def test_nobody_sees_a_page_before_signing_in(page: str) -> None:
    own, _ = OWN_AND_OTHER.get(page, ({}, {}))
    answer = Client().get(reverse(page, kwargs=own))
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


@pytest.mark.parametrize("page", table())
def test_whoever_sees_named_pupils_gets_nowhere_before_a_second_factor_is_set_up(page: str) -> None:
    borough = invent()
    Authenticator.objects.all().delete()
    own, _ = OWN_AND_OTHER.get(page, ({}, {}))
    for role in (Role.ATTENDANCE_OFFICER, Role.ADMINISTRATOR):
        client = Client()
        client.force_login(borough.accounts[role])
        answer = client.get(reverse(page, kwargs=own))
        if page == "mfa_activate_totp":
            assert answer.status_code == 200
        else:
            assert answer.status_code == 302
            assert answer["Location"] == reverse("mfa_activate_totp")


def test_what_is_anothers_is_answered_like_what_does_not_exist() -> None:
    borough = invent()
    client = Client()
    client.force_login(borough.accounts[Role.ATTENDANCE_CHAMPION])
    anothers = client.get(reverse("pupil", kwargs=OWN_AND_OTHER["pupil"][1]))
    nobodys = client.get(reverse("pupil", kwargs={"number": 99}))
    assert anothers.status_code == nobodys.status_code == 404
    assert without_token(anothers.content) == without_token(nobodys.content)


def without_token(page: bytes) -> bytes:
    """A page without the token against forged forms, which is another one each time."""
    return re.sub(rb'(name="csrfmiddlewaretoken" value=")\w+', rb"\1", page)
