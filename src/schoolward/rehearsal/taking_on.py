"""Takes people on as an authority does: the first administrator by the server, everybody else by their invitation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from schoolward.access.actions import accept_invitation, first_administrator, give_role, invite
from schoolward.access.actions.clients import issue_token, make_client, revoke_token
from schoolward.access.actions.handing_out import hand_out_second_factor
from schoolward.access.keys import BOROUGH
from schoolward.access.models import Account, ApiToken
from schoolward.access.offers import DatedOffer
from schoolward.access.permissions import Permission
from schoolward.access.reach import HERE, day_of
from schoolward.access.roles import ROLES, Role
from schoolward.audit.actor import Actor, system
from schoolward.rehearsal.staff import ADMINISTRATOR, PASSWORD, SECRET, Post

ROLES_LAST = timedelta(days=3 * 365)
TOKENS_LAST = timedelta(days=365)
BY_INVITATION = system("invitation")
MAY_ASK = (Permission.FIGURES_VIEW, Permission.ATTENTION_VIEW, Permission.LOAD_VIEW)


@dataclass
class Program:
    """The program that calls the API, with the letters of the token that it has now."""

    account: Account
    token: ApiToken
    letters: str = field(repr=False)

    def renew(self, *, by: Actor, at: datetime) -> None:
        """A new token stands in for the one before."""
        before = self.token
        self.token, self.letters = _issue(self.account, by=by, at=at)
        revoke_token(token=before, by=by, at=at)


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Everybody who works here, by the key of their post, and the program that calls the API."""

    posts: tuple[Post, ...]
    accounts: Mapping[str, Account]
    program: Program

    def of(self, key: str) -> Actor:
        """The person in a post, as events name them."""
        return self.accounts[key].actor


def take_on(posts: tuple[Post, ...], *, on: date, by: Actor) -> Staff:
    """Everybody is here from that day on."""
    accounts: dict[str, Account] = {}
    at = datetime.combine(on, time(8), HERE)
    for post in posts:
        at += timedelta(minutes=20)
        account = _let_in(post, accounts.get(ADMINISTRATOR), by=by, at=at)
        if ROLES[post.role].needs_second_factor:
            hand_out_second_factor(account=account, secret=SECRET, by=by, at=at)
        accounts[post.key] = account
    administrator = accounts[ADMINISTRATOR].actor
    client = make_client(name="Council dashboard", by=administrator, at=at)
    give_role(
        account=client, role=Role.API_CLIENT, scope=BOROUGH, from_on=on, until_on=on + ROLES_LAST, by=administrator,
        at=at,
    )  # fmt: skip
    token, letters = _issue(client, by=administrator, at=at)
    return Staff(posts=posts, accounts=accounts, program=Program(client, token, letters))


def _let_in(post: Post, administrator: Account | None, *, by: Actor, at: datetime) -> Account:
    """The account of whoever takes up the post. The first administrator's role, for a year, is made to last as long."""
    on = day_of(at)
    until_on = on + ROLES_LAST
    if administrator is None:
        invited = first_administrator(email=post.email, name=post.name, by=by, at=at)
    else:
        dated = tuple(DatedOffer(offer=offer, from_on=on, until_on=until_on) for offer in post.offers)
        invited = invite(
            email=post.email, name=post.name, job_title=post.job_title, offers=dated, by=administrator.actor, at=at
        )  # fmt: skip
    account = accept_invitation(token=invited.token, password=PASSWORD, by=BY_INVITATION, at=at)
    if administrator is None:
        give_role(account=account, role=post.role, scope=BOROUGH, from_on=on, until_on=until_on, by=by, at=at)
    return account


def _issue(client: Account, *, by: Actor, at: datetime) -> tuple[ApiToken, str]:
    return issue_token(
        client=client, label="Weekly figures", permissions=MAY_ASK, expires_at=at + TOKENS_LAST, by=by, at=at
    )
