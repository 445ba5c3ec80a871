"""Signing in by password: what is answered, what is counted, and what is put on record."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from schoolward.access.models import Account, AccountKind
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.audit.models import Event
from tests.integration.signing_in.browsing import PASSWORD, is_signed_in, kinds, person, sign_in

pytestmark = pytest.mark.django_db

WRONG = "The email address or the password is wrong."


def test_a_person_signs_in_and_out_and_both_are_on_record() -> None:
    account, client = person(), Client()
    assert sign_in(client).status_code == 302
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)
    assert kinds() == ["signed.in", "signed.out"]
    assert set(Event.objects.values_list("actor", flat=True)) == {str(account.actor)}


def test_the_case_of_an_address_does_not_matter() -> None:
    person("Mixed.Case@Example.org")
    client = Client()
    sign_in(client, "mixed.CASE@example.org")
    assert is_signed_in(client)


def test_passwords_are_kept_as_argon2(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    account, client = person(), Client()
    assert account.password.startswith("argon2$argon2id$")
    sign_in(client)
    assert is_signed_in(client)


def test_an_unknown_address_and_a_wrong_password_are_answered_alike() -> None:
    person()
    wrong = sign_in(Client(), password="not the password")
    unknown = sign_in(Client(), email="nobody@example.org", password="not the password")
    texts = [
        re.sub(r"(token\" value=\")\w+|\w+@example.org", "", each.content.decode())
        for each in (wrong, unknown)
    ]
    assert WRONG in texts[0]
    assert texts[0] == texts[1]


def test_a_failure_is_put_down_to_the_account_and_an_unknown_address_is_not_kept() -> None:
    account = person()
    sign_in(Client(), password="not the password")
    sign_in(Client(), email="nobody@example.org")
    sign_in(Client(), email="Nobody@example.org")
    known, unknown, again = Event.objects.order_by("number")
    assert {known.kind, unknown.kind} == {"sign-in.failed"}
    assert known.actor == str(account.actor)
    assert unknown.actor == "system:sign-in"
    assert "nobody" not in str(unknown.detail)
    assert unknown.detail is not None
    assert again.detail is not None
    assert unknown.detail["address"] == again.detail["address"]


@pytest.mark.parametrize(
    "fields",
    [
        {"is_active": False},
        {"left_on": now().date()},
        {"kind": AccountKind.CLIENT},
    ],
    ids=["closed", "left", "a program"],
)
def test_whoever_may_not_sign_in_is_answered_like_a_wrong_password(fields: dict[str, object]) -> None:
    person(**fields)  # type: ignore[arg-type]
    client = Client()
    assert WRONG in sign_in(client).content.decode()
    assert not is_signed_in(client)


def test_somebody_who_leaves_tomorrow_still_signs_in_today() -> None:
    person(left_on=now().date() + timedelta(days=1))
    client = Client()
    sign_in(client)
    assert is_signed_in(client)


def test_five_wrong_tries_lock_the_account_out_wherever_they_come_from() -> None:
    person()
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(
            reverse("account_login"), {"login": "officer@example.org", "password": "not the password"}
        )
    right = Client(REMOTE_ADDR="192.0.2.99")
    answer = sign_in(right)
    assert "There were too many wrong tries. Wait 15 minutes" in answer.content.decode()
    assert not is_signed_in(right)
    assert kinds() == ["sign-in.failed"] * 5 + ["locked.out"]


def test_an_unknown_address_is_locked_out_too_so_that_nobody_learns_which_are_known() -> None:
    for _ in range(5):
        sign_in(Client(), email="nobody@example.org")
    assert "too many wrong tries" in sign_in(Client(), email="nobody@example.org").content.decode()


def test_twenty_wrong_tries_from_one_machine_lock_that_machine_out() -> None:
    person()
    for number in range(20):
        sign_in(Client(), email=f"guess{number}@example.org")
    assert "too many wrong tries" in sign_in(Client()).content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    sign_in(elsewhere)
    assert is_signed_in(elsewhere)


def test_more_than_thirty_requests_a_minute_are_refused_with_a_plain_page() -> None:
    for _ in range(30):
        Client().post(reverse("account_login"), {"login": "", "password": ""})
    answer = Client().post(reverse("account_login"), {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()


def test_right_passwords_are_not_counted() -> None:
    person()
    for _ in range(8):
        client = Client()
        sign_in(client)
        assert is_signed_in(client)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("shortshort1", "at least 12 characters"),
        ("password1234", "too common"),
        ("an.officer@example.org", "too similar"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, said: str) -> None:
    account, client = person(email="an.officer@example.org"), Client()
    sign_in(client, email=account.email)
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert said in answer.content.decode()
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_a_changed_password_ends_all_other_sessions() -> None:
    person()
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client)
        assert is_signed_in(client)
    new = "kettle orchard window"
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert kinds()[-1] == "password.changed"


def _ask_for_link(email: str) -> list[str]:
    Client().post(reverse("account_reset_password"), {"email": email})
    return [re.findall(r"https?://\S+", str(message.body))[0] for message in mail.outbox]


def test_a_new_password_is_chosen_by_a_link_from_an_email_once() -> None:
    person(role=Role.STRATEGIC_LEAD)
    signed_in = Client()
    sign_in(signed_in)
    (link,) = _ask_for_link("officer@example.org")
    client = Client()
    page = client.get(link, follow=True)
    where = page.redirect_chain[-1][0]
    new = "kettle orchard window"
    assert client.post(where, {"password1": new, "password2": new}).status_code == 302
    assert not is_signed_in(client)
    assert not is_signed_in(signed_in)
    sign_in(client, password=new)
    assert is_signed_in(client)
    assert "does not work any more" in Client().get(link, follow=True).content.decode()
    assert kinds() == ["signed.in", "password.reset-asked", "sessions.ended", "password.reset", "signed.in"]


@pytest.mark.parametrize("email", ["nobody@example.org", "left@example.org", "directory@example.org"])
def test_no_link_goes_to_those_who_have_no_password_here_and_the_page_does_not_say_so(email: str) -> None:
    person("left@example.org", left_on=now().date())
    directory = person("directory@example.org")
    directory.set_unusable_password()
    directory.save()
    answer = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
    assert "If there is an account" in answer.content.decode()
    assert mail.outbox == []


def test_nobody_can_sign_up() -> None:
    for address in ("/signup/", "/sign-up/", "/accounts/signup/", "/3rdparty/signup/"):
        assert Client().get(address).status_code in (302, 404)
    assert Account.objects.count() == 0
    assert "sign up" not in Client().get(reverse("account_login")).content.decode().lower()


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("account_login", "Sign in"),
        ("account_inactive", "Your account is closed"),
        ("account_reset_password", "Choose a new password"),
        ("account_reset_password_done", "Check your email"),
        ("account_reset_password_from_key_done", "Your password is changed"),
        ("socialaccount_login_cancelled", "You did not sign in"),
    ],
)
def test_pages_before_signing_in_are_plain(page: str, heading: str) -> None:
    text = Client().get(reverse(page)).content.decode()
    assert f"<h1>{heading}</h1>" in text
    assert f"<title>{heading} – Schoolward</title>" in text
    assert "placeholder" not in text
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", text)


def test_the_code_is_not_asked_for_before_the_password() -> None:
    assert Client().get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")


@pytest.mark.parametrize(
    "page", ["account_change_password", "account_reauthenticate", "mfa_index", "sessions"]
)
def test_ones_own_pages_are_plain(page: str) -> None:
    person()
    client = Client()
    sign_in(client)
    text = client.get(reverse(page)).content.decode()
    assert "placeholder" not in text
    assert "Sign out" in text
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", text)


def test_an_empty_form_says_what_to_enter() -> None:
    text = Client().post(reverse("account_login"), {}).content.decode()
    assert "There is a problem" in text
    assert "Enter your email address" in text
    assert "Enter your password" in text
