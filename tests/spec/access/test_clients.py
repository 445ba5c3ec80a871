"""What administrators do with clients of the API and their tokens, and what is refused."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from schoolward.access.actions import CannotBeDone, give_role
from schoolward.access.actions.clients import issue_token, make_client, note_use, revoke_token
from schoolward.access.asking import Refused, may
from schoolward.access.keys import BOROUGH
from schoolward.access.models import Account, ApiToken
from schoolward.access.permissions import Permission
from schoolward.access.roles import Role
from schoolward.access.tokens import WhyRefused, digest_of_token, present
from schoolward.audit.actor import system
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from tests.spec.access.borough import CLIENT, NOON, invent

pytestmark = pytest.mark.django_db(transaction=True)

ADMIN = system("test")
FIGURES = [Permission.FIGURES_VIEW]
IN_A_MONTH = NOON + timedelta(days=30)


def a_token(**changed: object) -> tuple[ApiToken, str]:
    told = {
        "label": "Marks",
        "permissions": FIGURES,
        "expires_at": IN_A_MONTH,
        "by": ADMIN,
        "at": NOON,
    } | changed
    client = told.pop("client", None) or make_client(name="Register", by=ADMIN, at=NOON)
    return issue_token(client=client, **told)  # type: ignore[arg-type]


def test_a_token_is_told_once_and_kept_as_a_digest_alone() -> None:
    token, letters = a_token()
    assert len(letters) >= 46
    assert token.digest == digest_of_token(letters)
    assert letters.startswith(token.first_letters)
    kept = [str(getattr(token, field.name)) for field in ApiToken._meta.fields]
    assert letters not in kept
    events = Event.objects.filter(kind=EventKind.TOKEN_ISSUED.value)
    assert [event.actor for event in events] == ["system:test"]
    assert letters not in str([event.detail for event in events])


def test_a_token_is_known_again_until_its_end() -> None:
    token, letters = a_token()
    assert present(letters, at=NOON).token == token
    assert present(letters, at=NOON).refused is None
    assert present(letters, at=IN_A_MONTH).refused is WhyRefused.EXPIRED
    assert present(letters[:-1] + "~", at=NOON).refused is WhyRefused.UNKNOWN
    assert present("sw_ü", at=NOON).refused is WhyRefused.UNKNOWN
    revoke_token(token=token, by=ADMIN, at=NOON)
    assert present(letters, at=NOON).refused is WhyRefused.REVOKED


def test_a_client_that_was_closed_has_no_token_of_use() -> None:
    token, letters = a_token()
    Account.objects.filter(pk=token.account_id).update(is_active=False)
    assert present(letters, at=NOON).refused is WhyRefused.CLIENT_ENDED


def test_a_token_can_do_what_both_the_client_and_it_may() -> None:
    token, letters = a_token()
    day = NOON.date()
    give_role(
        account=token.account,
        role=Role.API_CLIENT,
        scope=BOROUGH,
        from_on=day,
        until_on=day,
        by=ADMIN,
        at=NOON,
    )
    actor = present(letters, at=NOON).actor
    assert actor is not None
    assert may(actor, Permission.FIGURES_VIEW, at=NOON)
    assert not may(actor, Permission.ATTENTION_VIEW, at=NOON), "the client may, the token may not"
    assert not may(actor, Permission.FIGURES_VIEW, at=NOON + timedelta(days=1)), "the grant has ended"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"expires_at": None}, "Enter the last day"),
        ({"expires_at": NOON}, "Enter the last day"),
        ({"expires_at": NOON + timedelta(days=400)}, "a year at most"),
        ({"permissions": []}, "Choose at least one"),
        ({"permissions": [Permission.AUDIT_SEARCH]}, "more than the role"),
        ({"label": "  "}, "what the token is for"),
    ],
)
def test_a_token_that_cannot_be_issued(changed: dict[str, object], told: str) -> None:
    with pytest.raises(CannotBeDone, match=told):
        a_token(**changed)
    assert not ApiToken.objects.exists()


def test_a_person_gets_no_token_and_a_program_no_persons_role() -> None:
    officer = invent().accounts[Role.ATTENDANCE_OFFICER]
    with pytest.raises(CannotBeDone, match="A person signs in"):
        a_token(client=officer)
    client = Account.objects.get(pk=CLIENT)
    for account, role in ((client, Role.DATA_OFFICER), (officer, Role.API_CLIENT)):
        with pytest.raises(CannotBeDone, match="A program can have"):
            give_role(
                account=account,
                role=role,
                scope=BOROUGH,
                from_on=NOON.date(),
                until_on=NOON.date(),
                by=ADMIN,
                at=NOON,
            )


def test_a_client_has_a_name_of_its_own_and_no_password() -> None:
    client = make_client(name="Register", by=ADMIN, at=NOON)
    assert not client.has_usable_password()
    for name in ("register ", "…"):
        with pytest.raises(CannotBeDone, match="name"):
            make_client(name=name, by=ADMIN, at=NOON)


def test_nobody_else_issues_or_revokes() -> None:
    borough = invent()
    officer = borough.accounts[Role.DATA_OFFICER].actor
    with pytest.raises(Refused):
        a_token(
            client=Account.objects.get(pk=CLIENT), by=officer, at=now(), expires_at=now() + timedelta(days=9)
        )
    with pytest.raises(Refused):
        revoke_token(token=ApiToken.objects.get(), by=officer, at=now())
    assert ApiToken.objects.get().revoked_at is None
    assert [event.kind for event in Event.objects.all()] == [EventKind.REFUSED.value] * 2


def test_a_use_is_noted_once_a_minute() -> None:
    token, _ = a_token()
    seen = []
    for seconds in (0, 30, 59, 60, 61):
        note_use(token=token, by=system("api"), at=NOON + timedelta(seconds=seconds))
        token.refresh_from_db()
        seen.append(token.last_used_at)
    first, second = NOON, NOON + timedelta(seconds=60)
    assert seen == [first, first, first, second, second]


def test_the_way_of_an_administrator_through_the_pages() -> None:
    borough = invent()
    pages = Client()
    pages.force_login(borough.accounts[Role.ADMINISTRATOR])
    made = pages.post("/clients/add/", {"name": "Pellbridge register"}, follow=True)
    client = Account.objects.get(name="Pellbridge register")
    assert "Pellbridge register" in made.content.decode()
    day = borough.today
    scope = {"kind": "school", "value": "900001", "from_on": day, "until_on": day + timedelta(days=30)}
    assert pages.post(f"/clients/{client.pk}/scopes/add/", scope).status_code == 302
    form = {"label": "Marks", "permissions": ["figures.view"], "expires_on": day + timedelta(days=30)}
    issued = pages.post(f"/clients/{client.pk}/tokens/add/", form)
    letters = re.search(r"<code>(sw_[\w-]+)</code>", issued.content.decode())
    assert letters is not None
    assert present(letters[1], at=now()).refused is None
    shown = pages.get(f"/clients/{client.pk}/").content.decode()
    assert letters[1] not in shown
    assert letters[1][:9] in shown
    token = client.tokens.get()
    assert pages.post(f"/clients/{client.pk}/tokens/{token.pk}/revoke/").status_code == 302
    assert present(letters[1], at=now()).refused is WhyRefused.REVOKED
    assert pages.post(f"/clients/{client.pk}/tokens/{token.pk}/revoke/").status_code == 400
    grant = client.grants.get()
    assert pages.post(f"/clients/{client.pk}/scopes/{grant.pk}/end/").status_code == 302
    assert not client.grants.exists()


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("school", "", "Enter the school"),
        ("borough", "900001", "Enter the school"),
        ("school", "Larkmoor", "number"),
    ],
)
def test_a_scope_that_names_nothing_is_refused(kind: str, value: str, told: str) -> None:
    borough = invent()
    pages = Client()
    pages.force_login(borough.accounts[Role.ADMINISTRATOR])
    form = {"kind": kind, "value": value, "from_on": borough.today, "until_on": borough.today}
    answer = pages.post(f"/clients/{CLIENT}/scopes/add/", form)
    assert answer.status_code == 400
    assert told in answer.content.decode()
