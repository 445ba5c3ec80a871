"""Plays the year: takes people on, lets them do and look at what they would month by month, and says who they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random

from schoolward.access.actions import end_role, give_role, invite, leave
from schoolward.access.actions.handing_out import note_sign_in
from schoolward.access.keys import ScopeKey, ScopeKind
from schoolward.access.models import Grant
from schoolward.access.offers import DatedOffer, RoleOffer
from schoolward.access.reach import HERE, day_of
from schoolward.access.roles import Role
from schoolward.audit.actor import Actor, system
from schoolward.jobs.up_to_date import follow_the_store
from schoolward.people.actions.caseloads import assign_to_caseload
from schoolward.people.models import Pupil
from schoolward.rehearsal import exports, families, sensitive
from schoolward.rehearsal.beginning import Beginning
from schoolward.rehearsal.caseload import chosen_caseload, households
from schoolward.rehearsal.days import Day, reached_by_each
from schoolward.rehearsal.diary import Diary
from schoolward.rehearsal.settling import settle_what_is_plain
from schoolward.rehearsal.staff import (
    ADMINISTRATOR,
    DATA_OFFICER,
    LEAVER,
    MANAGER,
    MOVER,
    OFFICER,
    UNUSED,
    posts,
)
from schoolward.rehearsal.taking_on import Staff, take_on
from schoolward.rehearsal.terms import at_work
from schoolward.store.home import Home

SEED = 20250901
SIGN_IN = system("sign-in")
FAMILIES_TAKE_DAYS = 30
MOVES, GOES_QUIET, NEW_TOKEN, LEAVES = 0.35, 0.45, 0.7, 0.75
"""At which shares of the school days somebody moves, never comes again, a token is renewed, and somebody leaves."""

Say = Callable[[str], None]


def play(home: Home, beginning: Beginning, *, by: Actor, say: Say) -> Staff:
    """The whole year, up to the store's last load. `by` is whoever runs the command; `say` is told each month."""
    chance = Random(SEED)
    days = list(beginning.days)
    staff = take_on(posts(beginning.places), on=beginning.on, by=by)
    on = beginning.on
    children = chosen_caseload(on=on, chance=chance)
    numbers = frozenset(child.pk for child in children)
    special = sensitive.chosen(beginning.places, caseload=numbers, on=on, chance=chance)
    diary = Diary()
    _hand_over_caseload(diary, staff, children, on=days[0] - timedelta(days=3))
    _write_down_families(
        diary, staff, children, special.closed, days=days[:FAMILIES_TAKE_DAYS], chance=chance
    )
    sensitive.write_down(diary, staff, special, days=days, chance=chance)
    exports.write_down(diary, days=days, by=staff.of(DATA_OFFICER), chance=chance)
    diary.deed(at_work(days[-6], chance), lambda at: settle_what_is_plain(by=staff.of(DATA_OFFICER), at=at))
    diary.deed(at_work(days[-2], chance), lambda at: _invite_newcomer(staff, at=at))
    turns = _Turns(staff=staff, days=days)
    for _, month in groupby(days, key=lambda day: (day.year, day.month)):
        _play_month(diary, turns, list(month), special.closed, chance=chance, say=say)
    diary.play(before=datetime.max.replace(tzinfo=HERE))
    follow_the_store(home=home, by=staff.of(DATA_OFFICER), at=beginning.last_load_at + timedelta(minutes=30))
    return staff


@dataclass(frozen=True, kw_only=True)
class _Turns:
    """What changes for somebody with the first school day of a month."""

    staff: Staff
    days: list[date]

    def of(self, month: list[date]) -> Iterator[Callable[[datetime], None]]:
        """The changes that fall into the month."""
        for share, change in ((MOVES, self._move), (NEW_TOKEN, self._renew_token), (LEAVES, self._leave)):
            if self._day(share) in month:
                yield change

    def works_on(self, key: str, day: date) -> bool:
        """Whether somebody still comes on the day."""
        first_of_month = day.replace(day=1)
        left_in = self._day(LEAVES).replace(day=1)
        return not (
            (key == LEAVER and first_of_month >= left_in) or (key == UNUSED and day > self._day(GOES_QUIET))
        )

    def _day(self, share: float) -> date:
        return self.days[int(share * len(self.days))]

    def _move(self, at: datetime) -> None:
        """From a primary school's pupils to those who are looked after."""
        account, administrator = self.staff.accounts[MOVER], self.staff.of(ADMINISTRATOR)
        for grant in Grant.objects.filter(account=account).order_by("pk"):
            end_role(grant=grant, by=administrator, at=at)
            give_role(
                account=account, role=Role.VIRTUAL_SCHOOL, scope=ScopeKey(ScopeKind.COHORT, "looked_after"),
                from_on=day_of(at), until_on=grant.until_on, by=administrator, at=at,
            )  # fmt: skip

    def _renew_token(self, at: datetime) -> None:
        self.staff.program.renew(by=self.staff.of(ADMINISTRATOR), at=at)

    def _leave(self, at: datetime) -> None:
        leave(
            account=self.staff.accounts[LEAVER], left_on=day_of(at), caseload=0, by=self.staff.of(ADMINISTRATOR), at=at
        )  # fmt: skip


def _play_month(
    diary: Diary, turns: _Turns, month: list[date], closed: frozenset[int], *, chance: Random, say: Say
) -> None:
    begins_at = datetime.combine(month[0], time(7, 30), HERE)
    diary.play(before=begins_at)
    for change in turns.of(month):
        change(begins_at)
    ends_at = datetime.combine(month[-1] + timedelta(days=1), time(), HERE)
    # Whoever is within reach on the first and on the last day is so in between.
    reached = reached_by_each(turns.staff, at=(begins_at, ends_at - timedelta(hours=1)), without=closed)
    last_came: dict[str, datetime] = {}
    for on in month:
        here = {key: pupils for key, pupils in reached.items() if turns.works_on(key, on)}
        last_came |= Day(on=on, staff=turns.staff, reached=here, chance=chance).write_down(diary)
    diary.play(before=ends_at)
    for key, at in last_came.items():
        note_sign_in(account=turns.staff.accounts[key], by=SIGN_IN, at=at)
    say(f"{month[0]:%B %Y}")


def _hand_over_caseload(diary: Diary, staff: Staff, children: list[Pupil], *, on: date) -> None:
    """The manager gives the officer the caseload, a child a minute."""
    officer, manager = staff.accounts[OFFICER], staff.of(MANAGER)
    at = datetime.combine(on, time(9), HERE)
    for child in children:
        at += timedelta(minutes=1)

        def assign(at: datetime, child: Pupil = child) -> None:
            assign_to_caseload(pupil=child, officer=officer, from_on=on, by=manager, at=at)

        diary.deed(at, assign)


def _write_down_families(
    diary: Diary,
    staff: Staff,
    children: list[Pupil],
    closed: frozenset[int],
    *,
    days: list[date],
    chance: Random,
) -> None:
    officer, manager = staff.of(OFFICER), staff.of(MANAGER)
    for household in households(children, without=closed, on=days[0], chance=chance):

        def write(at: datetime, household: families.Household = household) -> None:
            families.write_down(household, by=officer, by_borough=manager, at=at)

        diary.deed(at_work(chance.choice(days), chance, from_hour=9), write)


def _invite_newcomer(staff: Staff, *, at: datetime) -> None:
    """Somebody who has not accepted yet."""
    on = day_of(at)
    offer = RoleOffer(role=Role.STRATEGIC_LEAD, scope_kind=ScopeKind.BOROUGH)
    dated = DatedOffer(offer=offer, from_on=on, until_on=on + timedelta(days=365))
    invite(
        email="newcomer@example.org", name="Araminta Sallowmere", offers=(dated,), by=staff.of(ADMINISTRATOR), at=at
    )  # fmt: skip
