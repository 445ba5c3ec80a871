"""A second factor that is handed out by the server, and the note of the last sign-in."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt

from schoolward.access.acting import NothingRecorded
from schoolward.access.actions import CannotBeDone
from schoolward.access.actions.handing_out import hand_out_second_factor, note_sign_in
from schoolward.access.asking import Refused
from schoolward.access.roles import Role
from schoolward.access.selectors import has_second_factor
from schoolward.audit.actor import operator, system
from tests.integration.signing_in.browsing import code_of_app, kinds, person
from tests.spec.access.borough import SECRET

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BY = operator("root")


def test_whoever_runs_the_server_hands_out_a_second_factor_once() -> None:
    account = person()
    hand_out_second_factor(account=account, secret=SECRET, by=BY, at=NOON)
    assert has_second_factor(account)
    factor = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP)
    assert factor.wrap().validate_code(code_of_app())
    with pytest.raises(CannotBeDone, match="has a second factor already"):
        hand_out_second_factor(account=account, secret=SECRET, by=BY, at=NOON)
    assert kinds() == ["factor.added"]


def test_not_even_an_administrator_hands_one_out() -> None:
    account, administrator = person(), person("admin@example.org", role=Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        hand_out_second_factor(account=account, secret=SECRET, by=administrator.actor, at=NOON)
    assert not has_second_factor(account)
    assert kinds() == ["refused"]


def test_the_last_sign_in_is_noted_by_the_system_alone() -> None:
    account = person()
    note_sign_in(account=account, by=system("sign-in"), at=NOON)
    account.refresh_from_db()
    assert account.last_login == NOON
    with pytest.raises(NothingRecorded):
        note_sign_in(account=account, by=account.actor, at=NOON)
    assert kinds() == []


def test_the_secret_of_an_app_cannot_be_read_in_the_database() -> None:
    account = person()
    hand_out_second_factor(account=account, secret=SECRET, by=BY, at=NOON)
    kept = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP).data["secret"]
    assert SECRET not in kept
    assert decrypt(kept) == SECRET
