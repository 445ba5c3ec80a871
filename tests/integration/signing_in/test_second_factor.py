"""The second factor: nobody who sees named pupils gets past its set-up, and its codes work once."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from schoolward.access.actions import remove_second_factor
from schoolward.access.models import Account
from schoolward.access.roles import ROLES, Role
from schoolward.audit.actor import operator
from schoolward.audit.clock import now
from tests.integration.signing_in.browsing import PASSWORD, code_of_app, is_signed_in, kinds, person, sign_in
from tests.spec.access.borough import SECRET, set_up_second_factor

# Codes count as used once the database's transaction has ended.
pytestmark = pytest.mark.django_db(transaction=True)

SET_UP = "/second-factor/set-up/"


def set_up(client: Client) -> str:
    """Walks through the set-up as somebody does who reads the key off the page; returns the key."""
    page = client.get(SET_UP).content.decode()
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found, page
    answer = client.post(SET_UP, {"code": code_of_app(found[1])})
    assert answer.status_code == 302
    return found[1]


def recovery_codes_of(account: Account) -> list[str]:
    codes: list[str] = (
        Authenticator.objects.get(user=account, type="recovery_codes").wrap().get_unused_codes()
    )
    return codes


def signed_in_with_code(email: str = "officer@example.org", code: str | None = None) -> Client:
    client = Client()
    assert sign_in(client, email)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code or code_of_app()})
    return client


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.API_CLIENT])
def test_a_role_that_sees_named_pupils_reaches_nothing_before_the_set_up(role: Role) -> None:
    person(role=role)
    client = Client()
    sign_in(client)
    for page in ("home", "sessions", "account_change_password", "mfa_index", "accounts"):
        answer = client.get(reverse(page))
        is_held_back = answer.status_code == 302 and answer["Location"] == SET_UP
        assert is_held_back is ROLES[role].needs_second_factor, (role, page)


def test_a_picture_and_a_key_are_shown_that_the_policy_of_the_page_lets_through() -> None:
    person(role=Role.TEAM_MANAGER)
    client = Client()
    sign_in(client)
    answer = client.get(SET_UP)
    page, policy = answer.content.decode(), answer.headers["Content-Security-Policy"]
    assert 'src="data:image/svg+xml;base64,' in page
    assert "img-src 'self' data:" in policy
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page)


def test_after_the_set_up_the_codes_are_shown_and_the_pages_open() -> None:
    person(role=Role.TEAM_MANAGER)
    client = Client()
    sign_in(client)
    set_up(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r"<li><code>\w+</code></li>", page)) == 10
    assert client.get(reverse("home")).status_code == 200
    assert "factor.added" in kinds()


def test_setting_up_signs_out_everywhere_else() -> None:
    """Whoever knows the password alone must not come in by a session that began without the second factor."""
    person(role=Role.TEAM_MANAGER)
    thief, owner = Client(), Client()
    for client in (thief, owner):
        sign_in(client)
        client.get(SET_UP)
    set_up(owner)
    assert owner.get(reverse("home")).status_code == 200
    assert thief.get(reverse("home"))["Location"].startswith(reverse("account_login"))


def test_a_wrong_first_code_sets_nothing_up() -> None:
    person(role=Role.TEAM_MANAGER)
    client = Client()
    sign_in(client)
    client.get(SET_UP)
    assert "The code is wrong" in client.post(SET_UP, {"code": "000000"}).content.decode()
    assert client.get(reverse("home"))["Location"] == SET_UP


def test_the_code_is_asked_for_at_each_sign_in_and_works_once() -> None:
    set_up_second_factor(person(role=Role.TEAM_MANAGER))
    code = code_of_app()
    assert is_signed_in(signed_in_with_code(code=code))
    assert not is_signed_in(signed_in_with_code(code=code))
    assert kinds() == ["signed.in", "factor.failed"]


def test_five_wrong_codes_lock_out() -> None:
    account = person(role=Role.TEAM_MANAGER)
    set_up_second_factor(account)
    client = Client()
    sign_in(client)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of_app()})
    assert "too many wrong tries" in answer.content.decode()
    assert not is_signed_in(client)
    assert kinds() == ["factor.failed"] * 5 + ["locked.out"]


def test_a_recovery_code_works_once() -> None:
    account = person(role=Role.TEAM_MANAGER)
    set_up_second_factor(account)
    codes = recovery_codes_of(account)
    assert is_signed_in(signed_in_with_code(code=codes[0]))
    assert not is_signed_in(signed_in_with_code(code=codes[0]))
    assert is_signed_in(signed_in_with_code(code=codes[1]))


def test_moving_to_another_app_asks_for_the_code_and_then_for_a_new_set_up() -> None:
    set_up_second_factor(person(role=Role.TEAM_MANAGER))
    client = signed_in_with_code()
    remove = reverse("mfa_deactivate_totp")
    asked = client.post(remove)["Location"]
    assert asked.startswith(reverse("account_reauthenticate"))
    assert client.post(asked, {"password": PASSWORD}).status_code == 302
    assert client.get(reverse("home"))["Location"] == SET_UP
    assert set_up(client) != SECRET
    assert client.get(reverse("home")).status_code == 200
    assert [kind for kind in kinds() if kind.startswith("factor")] == ["factor.removed", "factor.added"]


def test_new_recovery_codes_take_the_place_of_the_old() -> None:
    account = person(role=Role.TEAM_MANAGER)
    set_up_second_factor(account)
    old = recovery_codes_of(account)
    client = signed_in_with_code()
    asked = client.post(reverse("mfa_generate_recovery_codes"))["Location"]
    client.post(asked, {"password": PASSWORD})
    assert kinds()[-1] == "recovery-codes.made"
    assert not is_signed_in(signed_in_with_code(code=old[0]))


def test_an_administrator_removes_a_factor_that_was_lost_and_its_sessions_with_it() -> None:
    account = person(role=Role.TEAM_MANAGER)
    set_up_second_factor(account)
    client = signed_in_with_code()
    remove_second_factor(account=account, by=operator("test"), at=now())
    assert not is_signed_in(client)
    sign_in(client)
    assert client.get(reverse("home"))["Location"] == SET_UP
    assert not Authenticator.objects.exists()
