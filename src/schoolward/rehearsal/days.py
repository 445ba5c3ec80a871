"""Tells what people look at and try on a school day, as the pages and the API would put it on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from schoolward.access.asking import subject_of, visible
from schoolward.access.permissions import Permission
from schoolward.access.roles import ROLES
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.people.models import Pupil
from schoolward.rehearsal.diary import Diary
from schoolward.rehearsal.staff import DATA_OFFICER, PROTECTION_OFFICER, Post
from schoolward.rehearsal.taking_on import Staff
from schoolward.rehearsal.terms import at_work

MACHINE = "192.0.2.{last}"
"""Addresses that are kept for examples."""
NAMED_IN_A_LIST = 15
WRONG_PASSWORD, LOCKED_OUT, WRONG_CODE, OUT_OF_SCOPE = 0.03, 0.002, 0.02, 0.02
COMES_SELDOM = 0.2
"""The share of days on which somebody comes who sees no named pupil."""
CALLS_A_DAY = 6
OPERATIONS = ("api:figures", "api:figures", "api:schools", "api:loads")


@dataclass(frozen=True, kw_only=True)
class Day:
    """One school day. `reached` are the pupils within the reach of everybody who works here on it, by their post."""

    on: date
    staff: Staff
    reached: Mapping[str, Sequence[int]]
    chance: Random

    def write_down(self, diary: Diary) -> dict[str, datetime]:
        """Puts all that is looked at and tried into the diary. Returns who signed in when."""
        came: dict[str, datetime] = {}
        for post in self.staff.posts:
            sees_pupils = bool(self.reached.get(post.key)) or post.key == PROTECTION_OFFICER
            if post.key in self.reached and (sees_pupils or self.chance.random() < COMES_SELDOM):
                came[post.key] = self._of(post, diary)
        self._of_the_program(diary)
        return came

    def _of(self, post: Post, diary: Diary) -> datetime:
        """Somebody's day, from signing in to signing out."""
        account, chance = self.staff.accounts[post.key], self.chance
        by, about = account.actor, [subject_of(account)]
        came_at = at_work(self.on, chance, until_hour=9)
        machine = MACHINE.format(last=10 + account.pk % 200)
        for likely, kind in ((WRONG_PASSWORD, EventKind.SIGN_IN_FAILED), (LOCKED_OUT, EventKind.LOCKED_OUT)):
            if chance.random() < likely:
                diary.look(
                    came_at - timedelta(minutes=20), kind, by=by, about=about, detail={"from": machine}
                )
        if ROLES[post.role].needs_second_factor and chance.random() < WRONG_CODE:
            diary.look(came_at - timedelta(seconds=30), EventKind.FACTOR_FAILED, by=by, about=about)
        diary.look(came_at, EventKind.SIGNED_IN, by=by, about=about, detail={"by": "password"})
        self._at_pupils(post, by, diary)
        if post.key == PROTECTION_OFFICER:
            diary.look(
                self._some_time(), EventKind.AUDIT_SEARCHED, by=by, detail={"page": "audit", "filters": {}}
            )
        left_at = at_work(self.on, chance, from_hour=16, until_hour=18)
        diary.look(left_at, EventKind.SIGNED_OUT, by=by, about=about)
        return came_at

    def _at_pupils(self, post: Post, by: Actor, diary: Diary) -> None:
        """Pages of single pupils, a list or two, and now and then a page that is not for them."""
        pool, chance = self.reached[post.key], self.chance
        if not pool:
            return
        for pupil in chance.choices(pool, k=chance.randint(post.looks - 2, post.looks + 2)):
            subject = [f"pupil:{pupil}"]
            diary.look(
                self._some_time(), EventKind.RECORD_VIEWED, by=by, about=subject, detail={"page": "pupil"}
            )
        if Permission.ATTENTION_VIEW in ROLES[post.role].permissions:
            self._list(pool, EventKind.RECORDS_LISTED, by, diary, page="attention")
        if post.key == DATA_OFFICER:
            for _ in range(chance.randint(1, 3)):
                self._list(pool, EventKind.RECORDS_SEARCHED, by, diary, page="matters")
        if chance.random() < OUT_OF_SCOPE:
            diary.look(
                self._some_time(), EventKind.REFUSED, by=by,
                detail={"permission": Permission.AUDIT_SEARCH.value, "page": "audit"},
            )  # fmt: skip

    def _list(self, pool: Sequence[int], kind: EventKind, by: Actor, diary: Diary, *, page: str) -> None:
        named = self.chance.sample(pool, min(len(pool), self.chance.randint(1, NAMED_IN_A_LIST)))
        diary.look(
            self._some_time(), kind, by=by, about=[f"pupil:{pupil}" for pupil in named], detail={"page": page}
        )

    def _of_the_program(self, diary: Diary) -> None:
        program, chance = self.staff.program, self.chance
        for _ in range(chance.randint(CALLS_A_DAY - 2, CALLS_A_DAY + 2)):
            diary.look(
                self._some_time(), EventKind.API_CALLED, by=program.account.actor,
                detail={
                    "operation": chance.choice(OPERATIONS), "method": "GET", "status": 200, "token": program.token.pk,
                },
            )  # fmt: skip

    def _some_time(self) -> datetime:
        return at_work(self.on, self.chance, from_hour=9)


def reached_by_each(staff: Staff, *, at: Sequence[datetime], without: frozenset[int]) -> dict[str, list[int]]:
    """The pupils whose pages each person may open at all of the instants, but for those left out.

    None for who opens none in their work.
    """
    found: dict[str, list[int]] = {}
    pupils = Pupil.objects.exclude(pk__in=without)
    for post in staff.posts:
        each = [
            set(visible(pupils, to=staff.of(post.key), at=instant).values_list("pk", flat=True))
            for instant in (at if post.looks else ())
        ]
        found[post.key] = sorted(set.intersection(*each)) if each else []
    return found
