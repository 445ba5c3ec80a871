"""Joiners, movers and leavers, as the administrator who looks after them works through the pages."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from schoolward.access.actions import (
    CannotBeDone,
    accept_invitation,
    end_role,
    end_sessions,
    first_administrator,
    leave,
)
from schoolward.access.asking import Refused
from schoolward.access.models import Account, Grant, Invitation
from schoolward.access.reach import standing_grants
from schoolward.access.roles import Role
from schoolward.audit.actor import operator, system
from schoolward.audit.clock import now
from schoolward.audit.models import Event
from schoolward.people.models import CaseloadSpell, Pupil, School
from tests.integration.signing_in.browsing import PASSWORD, is_signed_in, kinds, person, sign_in
from tests.spec.access.borough import set_up_second_factor

pytestmark = pytest.mark.django_db

TODAY = now().date()


@pytest.fixture
def administrator() -> Account:
    account = person("administrator@example.org", role=Role.ADMINISTRATOR)
    set_up_second_factor(account)
    return account


@pytest.fixture
def desk(administrator: Account) -> Client:
    """The administrator's browser."""
    client = Client()
    client.force_login(administrator)
    return client


def invite(desk: Client, **told: str) -> str:
    """Sends the form of an invitation; the page that comes back."""
    form = {
        "name": "Robin Newcomer", "email": "Robin@example.org", "job_title": "Officer", "role": "attendance_officer",
        "scope": "caseload", "from_on": TODAY.isoformat(), "until_on": (TODAY + timedelta(days=365)).isoformat(),
    }  # fmt: skip
    return desk.post(reverse("invite"), {**form, **told}).content.decode()


def link_in(text: str) -> str:
    found = re.search(r"http://testserver(/invitation/[\w-]+/)", text)
    assert found, text
    return found[1]


def test_a_joiner_is_invited_by_email_makes_an_account_and_has_the_role(
    desk: Client, settings: Settings
) -> None:
    settings.SENDS_MAIL = True
    page = invite(desk)
    assert "/invitation/" not in page
    (message,) = mail.outbox
    assert message.to == ["robin@example.org"]
    link, client = link_in(str(message.body)), Client()
    assert "Robin Newcomer, you are invited" in client.get(link).content.decode()
    assert client.post(link, {"password": PASSWORD})["Location"] == reverse("account_login")
    sign_in(client, "robin@example.org")
    joiner = Account.objects.get(email="robin@example.org")
    (grant,) = standing_grants(joiner.pk, at=now())
    assert (grant.role, grant.scope_kind, grant.scope_value) == (
        "attendance_officer",
        "caseload",
        str(joiner.pk),
    )
    assert [kind for kind in kinds() if kind.startswith("inv")] == ["invited", "invitation.accepted"]


def test_where_no_mail_is_sent_the_inviter_sees_the_link_once(desk: Client, settings: Settings) -> None:
    settings.SENDS_MAIL = False
    link = link_in(invite(desk))
    assert link not in desk.get(reverse("accounts")).content.decode()
    token = link.split("/")[2]
    assert token not in str(Invitation.objects.values().get())
    assert Client().get(link).status_code == 200


def test_a_mail_server_that_does_not_answer_leaves_the_link_on_the_screen(
    desk: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    settings.SENDS_MAIL = True
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    assert Client().get(link_in(invite(desk))).status_code == 200


def test_a_link_works_once_and_for_seven_days_and_not_when_withdrawn(desk: Client) -> None:
    used, old, withdrawn = (
        link_in(invite(desk, email=f"{name}@example.org")) for name in ("used", "old", "withdrawn")
    )
    Client().post(used, {"password": PASSWORD})
    Invitation.objects.filter(email="old@example.org").update(expires_at=now() - timedelta(seconds=1))
    number = Invitation.objects.get(email="withdrawn@example.org").pk
    desk.post(reverse("withdraw-invitation", kwargs={"number": number}))
    for link in (used, old, withdrawn, "/invitation/guessed/"):
        answer = Client().post(link, {"password": PASSWORD})
        assert answer.status_code == 404
        assert "does not work any more" in answer.content.decode()
    assert set(Account.objects.values_list("email", flat=True)) == {
        "administrator@example.org",
        "used@example.org",
    }


def test_an_invitation_lasts_seven_days() -> None:
    at = now()
    invited = first_administrator(email="first@example.org", name="First", by=operator("root"), at=at)
    token = invited.token
    with pytest.raises(CannotBeDone, match="has run out"):
        accept_invitation(token=token, password=PASSWORD, by=system("invitation"), at=at + timedelta(days=7))
    accept_invitation(
        token=token, password=PASSWORD, by=system("invitation"), at=at + timedelta(days=6, hours=23)
    )


def test_a_weak_password_leaves_the_invitation_open(desk: Client) -> None:
    link = link_in(invite(desk))
    answer = Client().post(link, {"password": "password1234"})
    assert answer.status_code == 400
    assert "too common" in answer.content.decode()
    assert Client().post(link, {"password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"email": "administrator@example.org"}, "Somebody has an account with this address already"),
        ({"email": "no address"}, "Enter an email address, like"),
        ({"name": ""}, "Enter the full name"),
        ({"role": ""}, "Select a role"),
        ({"role": "virtual_school", "scope": "borough"}, "cannot be given by borough"),
        ({"until_on": ""}, "Enter the last day"),
        ({"until_on": "2020-01-01"}, "must be the same as or after its first day"),
        ({"until_on": "2050-01-01"}, "three years at most"),
        ({"scope": "school:123456"}, "not one of the available choices"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_and_changes_nothing(
    desk: Client, told: dict[str, str], said: str
) -> None:
    assert said in invite(desk, **told)
    assert not Invitation.objects.exists()
    assert not mail.outbox


def test_nobody_is_invited_twice_at_a_time(desk: Client) -> None:
    invite(desk)
    assert "has been invited already" in invite(desk, email="ROBIN@example.org")
    Invitation.objects.update(expires_at=now())
    assert "is invited" in invite(desk)


def test_the_first_administrator_is_invited_by_the_operator_alone(administrator: Account) -> None:
    invited = first_administrator(email="a@example.org", name="A", by=operator("root"), at=now())
    account = accept_invitation(token=invited.token, password=PASSWORD, by=system("invitation"), at=now())
    assert [grant.role for grant in standing_grants(account.pk, at=now())] == ["administrator"]
    with pytest.raises(Refused):
        first_administrator(email="b@example.org", name="B", by=administrator.actor, at=now())
    assert kinds()[-1] == "refused"
    assert invited.token not in repr(invited)


def test_a_mover_loses_one_role_and_gains_another(desk: Client, administrator: Account) -> None:
    School.objects.create(urn=900001, name="Larkmoor School")
    mover = person(role=Role.STRATEGIC_LEAD)
    Grant.objects.filter(account=mover).update(from_on=TODAY - timedelta(days=30))
    old = Grant.objects.get(account=mover)
    desk.post(reverse("end-role", kwargs={"number": mover.pk, "grant": old.pk}))
    desk.post(
        reverse("give-role", kwargs={"number": mover.pk}),
        {
            "role": "school_office",
            "scope": "school:900001",
            "from_on": TODAY,
            "until_on": TODAY + timedelta(days=9),
        },
    )
    assert [grant.role for grant in standing_grants(mover.pk, at=now())] == ["school_office"]
    page = desk.get(reverse("account", kwargs={"number": mover.pk})).content.decode()
    assert "Larkmoor School" in page
    assert f"<td>{administrator.name}</td>" in page
    assert "ended" in page


def test_a_leaver_is_out_at_once_with_roles_and_sessions_and_the_caseload_is_noted(desk: Client) -> None:
    leaver = person(role=Role.STRATEGIC_LEAD)
    pupil = Pupil.objects.create(id=1, upn="A000000000001")
    CaseloadSpell.objects.create(pupil=pupil, officer=leaver, from_on=TODAY)
    client = Client()
    sign_in(client)
    assert is_signed_in(client)
    address = reverse("leave", kwargs={"number": leaver.pk})
    assert "1 pupil is on this person’s caseload" in desk.get(address).content.decode()
    desk.post(address, {"left_on": TODAY})
    assert not is_signed_in(client)
    sign_in(client)
    assert not is_signed_in(client)
    assert standing_grants(leaver.pk, at=now()) == []
    event = Event.objects.get(kind="account.left")
    assert event.detail == {"left_on": TODAY.isoformat(), "sessions": 1, "caseload": 1}
    assert leaver.name in desk.get(reverse("accounts"), {"state": "left"}).content.decode()


def test_an_open_session_ends_on_the_day_of_leaving_though_nobody_ended_it() -> None:
    leaver, client = person(), Client()
    sign_in(client)
    Account.objects.filter(pk=leaver.pk).update(left_on=TODAY)
    assert not is_signed_in(client)


def test_somebody_who_comes_back_gets_their_old_account_and_not_their_old_roles(desk: Client) -> None:
    leaver = person("robin@example.org", role=Role.STRATEGIC_LEAD)
    desk.post(reverse("leave", kwargs={"number": leaver.pk}), {"left_on": TODAY})
    Client().post(link_in(invite(desk)), {"password": "kettle orchard window"})
    assert [grant.role for grant in standing_grants(leaver.pk, at=now())] == ["attendance_officer"]


@pytest.mark.parametrize("left_on", ["2019-01-01", "2050-01-01", "", "soon"])
def test_a_day_of_leaving_that_cannot_be_is_refused(desk: Client, left_on: str) -> None:
    leaver = person()
    answer = desk.post(reverse("leave", kwargs={"number": leaver.pk}), {"left_on": left_on})
    assert answer.status_code == 400
    leaver.refresh_from_db()
    assert leaver.left_on is None


def test_the_last_administrator_cannot_leave_until_there_is_another(
    desk: Client, administrator: Account
) -> None:
    address = reverse("leave", kwargs={"number": administrator.pk})
    assert "This is the last administrator" in desk.post(address, {"left_on": TODAY}).content.decode()
    person("second@example.org", role=Role.ADMINISTRATOR)
    assert desk.post(address, {"left_on": TODAY}).status_code == 302
    assert not is_signed_in(desk)


def test_an_administrator_signs_themselves_out_everywhere(desk: Client, administrator: Account) -> None:
    desk.get(reverse("home"))
    answer = desk.post(reverse("sign-out-account", kwargs={"number": administrator.pk}))
    assert answer.status_code == 302
    assert not is_signed_in(desk)


def test_an_administrator_who_has_left_does_not_count(administrator: Account) -> None:
    person("gone@example.org", role=Role.ADMINISTRATOR, left_on=TODAY)
    with pytest.raises(CannotBeDone, match="last administrator"):
        leave(account=administrator, left_on=TODAY, caseload=0, by=operator("root"), at=now())


def test_nobody_takes_away_their_own_last_administrator_role(desk: Client, administrator: Account) -> None:
    person("second@example.org", role=Role.ADMINISTRATOR)
    grant = Grant.objects.get(account=administrator)
    answer = desk.post(reverse("end-role", kwargs={"number": administrator.pk, "grant": grant.pk}))
    assert "You cannot take away your own last administrator role" in answer.content.decode()
    another = Grant.objects.create(
        account=administrator, role="administrator", scope_kind="borough", from_on=TODAY, until_on=TODAY,
        given_by="person:1",
    )  # fmt: skip
    end_role(grant=another, by=administrator.actor, at=now())
    assert Grant.objects.filter(account=administrator).count() == 1


def reviewed(desk: Client) -> dict[str, str]:
    """Who is on the review list, and why."""
    page = desk.get(reverse("accounts-review")).content.decode()
    rows = re.findall(r'<tr><td><a href="[^"]+">([^<]+)</a></td><td>(.*?)</td>', page)
    return dict(rows)


@pytest.mark.parametrize(
    ("last_login", "joined", "ends", "reason"),
    [
        (-90, -300, 300, "Not used for 90 days"),
        (-89, -300, 300, None),
        (None, -90, 300, "Never signed in"),
        (None, -89, 300, None),
        (-1, -300, 30, "A role ends within 30 days"),
        (-1, -300, 31, None),
        (-1, -300, -1, "Has no role"),
    ],
)
def test_the_review_list_names_who_is_to_be_looked_at_and_why(
    desk: Client, last_login: int | None, joined: int, ends: int, reason: str | None
) -> None:
    account = person(role=Role.STRATEGIC_LEAD)
    Account.objects.filter(pk=account.pk).update(
        name="Somebody",
        joined_on=TODAY + timedelta(days=joined),
        last_login=None if last_login is None else now() + timedelta(days=last_login),
    )
    Grant.objects.filter(account=account).update(
        from_on=TODAY - timedelta(days=300), until_on=TODAY + timedelta(days=ends)
    )
    assert reviewed(desk) == ({"Somebody": reason} if reason else {})


def test_still_needed_takes_an_account_off_the_list_for_90_days(desk: Client) -> None:
    account = person()
    assert reviewed(desk) == {"An Officer": "Has no role"}
    desk.post(reverse("accounts-review"), {"account": account.pk})
    assert reviewed(desk) == {}
    assert kinds()[-1] == "account.needed"
    Account.objects.filter(pk=account.pk).update(needed_on=TODAY - timedelta(days=90))
    assert reviewed(desk) == {"An Officer": "Has no role"}


@pytest.mark.parametrize("told", ["", "nobody", "99999", "-1"])
def test_a_click_for_no_account_is_answered_like_a_missing_page(desk: Client, told: str) -> None:
    assert desk.post(reverse("accounts-review"), {"account": told}).status_code == 404


def test_only_administrators_are_led_to_the_accounts(desk: Client) -> None:
    person(role=Role.STRATEGIC_LEAD)
    client = Client()
    sign_in(client)
    for browser, is_led in ((desk, True), (client, False)):
        assert (reverse("accounts") in browser.get(reverse("home")).content.decode()) is is_led


def test_accounts_are_found_by_any_part_of_name_address_and_job_title(desk: Client) -> None:
    person("robin@example.org", job_title="Welfare lead")
    for search, found in [("welfare robin", True), ("OFFICER", True), ("welfare nobody", False)]:
        page = desk.get(reverse("accounts"), {"search": search}).content.decode()
        assert ("robin@example.org" in page) is found, search
    assert desk.get(reverse("accounts"), {"state": "<nonsense>", "page": "no"}).status_code == 200


def test_an_administrator_signs_somebody_out_and_nobody_else_does(desk: Client) -> None:
    account, client = person(), Client()
    sign_in(client)
    assert is_signed_in(client)
    other = person("other@example.org")
    with pytest.raises(Refused):
        end_sessions(account=account, by=other.actor, at=now())
    assert is_signed_in(client)
    desk.post(reverse("sign-out-account", kwargs={"number": account.pk}))
    assert not is_signed_in(client)
