"""Signing in by the council's directory: the whole way over HTTP, against a real provider in its own process."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from schoolward.access.groups import read_groups
from schoolward.access.models import Account, Grant
from schoolward.access.reach import standing_grants
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.audit.models import Event
from schoolward.config.sign_in import directory_of
from schoolward.store.environment import Environment
from tests.directory_server.running import running_directory
from tests.integration.signing_in.browsing import PASSWORD, kinds, person
from tests.spec.access.borough import set_up_second_factor

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.django_db(transaction=True),
]

BACK = "/sign-in/by/directory/back/"
GROUPS = """{
    "Leads": [{"role": "strategic_lead", "scope": "borough"}],
    "Managers": [{"role": "team_manager", "scope": "borough"}],
    "Officers": [{"role": "attendance_officer", "scope": "caseload"}]
}"""


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_directory(tmp_path_factory.mktemp("directory")) as address:
        yield address


class Council:
    """The directory and Schoolward, as a test sees them."""

    def __init__(self, provider: str, pages: str) -> None:
        self.provider, self.pages = provider, pages

    def knows(self, *groups: str, flaw: str | None = None, **claims: Any) -> None:
        """Says what the directory says of one person from now on."""
        told = {
            "email": "Casey.Example@council.example.org",
            "name": "Casey Example",
            "groups": groups,
            **claims,
        }
        tell(
            f"{self.provider}/people/", {"name": "casey", "password": PASSWORD, "claims": told, "flaw": flaw}
        )

    def sign_in(self, browser: requests.Session) -> requests.Response:
        """The whole way: our page, the directory's, and back; where it ends."""
        page = browser.get(f"{self.pages}/sign-in/", timeout=20).text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        assert "Sign in with the council&#x27;s directory" in page
        there = browser.post(
            f"{self.pages}/sign-in/by/directory/", data={"csrfmiddlewaretoken": token[1]}, timeout=20
        )
        if urlsplit(there.url).path == "/sign-in/" and there.url.startswith(self.provider):
            there = browser.post(there.url, data={"name": "casey", "password": PASSWORD}, timeout=20)
        return there


def tell(address: str, told: dict[str, Any]) -> Any:
    with requests.post(address, json=told, timeout=20) as answer:
        answer.raise_for_status()
        return answer.json()


@pytest.fixture
def council(provider: str, live_server: LiveServer, settings: Settings) -> Council:
    made = tell(f"{provider}/applications/", {"back": f"{live_server.url}{BACK}"})
    settings.SOCIALACCOUNT_PROVIDERS = directory_of(
        Environment(
            told={
                "OIDC_ISSUER": f"{provider}/o",
                "OIDC_CLIENT_ID": made["client"],
                "OIDC_CLIENT_SECRET": made["secret"],
            }
        )
    )
    settings.DIRECTORY_GROUPS = read_groups(GROUPS, file="directory-groups.json")
    return Council(provider, live_server.url)


@pytest.fixture
def browser() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


def roles() -> list[str]:
    account = Account.objects.get()
    return sorted(grant.role for grant in standing_grants(account.pk, at=now()))


def test_somebody_comes_in_with_the_roles_of_their_groups(
    council: Council, browser: requests.Session
) -> None:
    council.knows("Leads", "A group that gives nothing")
    answer = council.sign_in(browser)
    assert answer.status_code == 200
    assert "Casey Example" in answer.text
    account, grant = Account.objects.get(), Grant.objects.get()
    today = now().date()
    assert account.email == "casey.example@council.example.org"
    assert not account.has_usable_password()
    assert (grant.role, grant.from_directory) == ("strategic_lead", True)
    assert (grant.from_on, grant.until_on) == (today, today + timedelta(days=30))
    assert kinds() == ["directory.admitted", "signed.in"]
    assert SocialAccount.objects.get().extra_data == {}


def test_a_caseload_is_that_of_the_person(council: Council, browser: requests.Session) -> None:
    council.knows("Officers")
    council.sign_in(browser)
    assert Grant.objects.get().scope_value == str(Account.objects.get().pk)


def test_a_role_goes_on_at_the_next_sign_in_and_is_not_given_twice(council: Council) -> None:
    council.knows("Leads")
    for _ in range(2):
        with requests.Session() as browser:
            council.sign_in(browser)
        Grant.objects.update(until_on=now().date() + timedelta(days=3))
    with requests.Session() as browser:
        council.sign_in(browser)
    assert Grant.objects.get().until_on == now().date() + timedelta(days=30)


def test_a_group_that_was_left_takes_its_role_along_and_not_one_given_by_hand(council: Council) -> None:
    council.knows("Leads", "Managers")
    with requests.Session() as browser:
        council.sign_in(browser)
    today = now().date()
    Grant.objects.create(
        account=Account.objects.get(), role="committee_clerk", scope_kind="borough", from_on=today, until_on=today,
        given_by="person:1",
    )  # fmt: skip
    assert roles() == ["committee_clerk", "strategic_lead", "team_manager"]
    council.knows("Leads")
    with requests.Session() as browser:
        council.sign_in(browser)
    assert roles() == ["committee_clerk", "strategic_lead"]


def test_whoever_has_no_group_here_is_refused_and_leaves_no_account(
    council: Council, browser: requests.Session
) -> None:
    council.knows("A group that gives nothing")
    answer = council.sign_in(browser)
    assert answer.status_code == 403
    assert "none of your groups there has a role" in answer.text
    assert not Account.objects.exists()
    assert kinds() == ["directory.refused"]
    assert "casey" not in str(Event.objects.get().detail).lower()


def test_whoever_left_all_groups_loses_the_roles_and_is_refused(council: Council) -> None:
    council.knows("Leads")
    with requests.Session() as browser:
        council.sign_in(browser)
    council.knows()
    with requests.Session() as browser:
        assert council.sign_in(browser).status_code == 403
    assert roles() == []


def test_a_leaver_is_refused_though_the_directory_still_knows_them(council: Council) -> None:
    council.knows("Leads")
    with requests.Session() as browser:
        council.sign_in(browser)
    Account.objects.update(left_on=now().date())
    with requests.Session() as browser:
        assert council.sign_in(browser).status_code == 403


FLAWS = [
    "expired", "wrong audience", "wrong issuer", "forged", "unknown key", "unsigned", "signed with a shared secret",
    "no key named", "of nobody", "left out", "no token",
]  # fmt: skip


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_token_that_does_not_hold_lets_nobody_in(
    council: Council, browser: requests.Session, flaw: str
) -> None:
    council.knows("Leads", flaw=flaw)
    answer = council.sign_in(browser)
    assert answer.status_code == 401
    assert "could not be trusted" in answer.text
    assert browser.get(f"{council.pages}/", allow_redirects=False, timeout=20).status_code == 302
    assert not Account.objects.exists()
    assert kinds() == ["directory.refused"]


def test_a_code_that_was_not_asked_for_is_refused(council: Council, browser: requests.Session) -> None:
    answer = browser.get(f"{council.pages}{BACK}?code=guessed&state=guessed", timeout=20)
    assert answer.status_code == 401
    assert not Account.objects.exists()


def test_an_address_that_the_directory_has_not_checked_opens_no_account(
    council: Council, browser: requests.Session
) -> None:
    person("casey.example@council.example.org", role=Role.STRATEGIC_LEAD)
    council.knows("Leads", email_verified=False)
    answer = council.sign_in(browser)
    assert answer.status_code == 403
    assert "has not checked" in answer.text
    assert kinds() == ["directory.refused"]


def test_whoever_was_invited_before_keeps_their_account(council: Council, browser: requests.Session) -> None:
    invited = person("casey.example@council.example.org", role=Role.COMMITTEE_CLERK)
    council.knows("Leads")
    assert council.sign_in(browser).status_code == 200
    assert Account.objects.get().pk == invited.pk
    assert roles() == ["committee_clerk", "strategic_lead"]


def test_our_second_factor_is_asked_for_as_well(council: Council, browser: requests.Session) -> None:
    council.knows("Managers", amr=["pwd", "mfa"])
    assert urlsplit(council.sign_in(browser).url).path == "/second-factor/set-up/"
    set_up_second_factor(Account.objects.get())
    with requests.Session() as another:
        assert urlsplit(council.sign_in(another).url).path == "/sign-in/code/"


@pytest.mark.parametrize("claims", [{"amr": ["pwd", "mfa"]}, {"acr": "mfa"}], ids=["amr", "acr"])
def test_a_trusted_directory_that_tells_of_its_own_second_factor_is_enough(
    council: Council, browser: requests.Session, settings: Settings, claims: dict[str, Any]
) -> None:
    settings.DIRECTORY_HAS_SECOND_FACTOR = True
    council.knows("Managers", **claims)
    answer = council.sign_in(browser)
    assert urlsplit(answer.url).path == "/"
    assert "Team manager" in answer.text
    assert not Authenticator.objects.exists()


def test_a_trusted_directory_that_tells_of_none_is_not_enough(
    council: Council, browser: requests.Session, settings: Settings
) -> None:
    settings.DIRECTORY_HAS_SECOND_FACTOR = True
    council.knows("Managers", amr=["pwd"])
    assert urlsplit(council.sign_in(browser).url).path == "/second-factor/set-up/"


def test_a_directory_that_does_not_answer_is_said_to(
    council: Council, browser: requests.Session, settings: Settings
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9/o"
    )
    answer = council.sign_in(browser)
    assert answer.status_code == 503
    assert "does not answer" in answer.text


def test_without_a_directory_there_is_no_such_address(
    live_server: LiveServer, browser: requests.Session
) -> None:
    assert browser.get(f"{live_server.url}/sign-in/by/directory/", timeout=20).status_code == 404
