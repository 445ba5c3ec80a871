"""Makes sure that the year is played in the fictional borough alone, and once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from schoolward.access.models import Account
from schoolward.access.reach import day_of
from schoolward.access.terms import CannotBeDone
from schoolward.people.models import Following, Pupil
from schoolward.rehearsal.places import NOBODYS_AUTHORITY, Places, places
from schoolward.rehearsal.terms import school_days
from schoolward.store.environment import PREFIX
from schoolward.store.home import Home
from schoolward.store.snapshot import snapshot

FIRST_ON = date(2025, 9, 1)
WORK_BEGINS_ON = date(2025, 9, 15)
FEWEST_DAYS = 40


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """Where and when the year is played: people come on the first day, the school days are those on which they work."""

    on: date
    days: Sequence[date]
    last_load_at: datetime
    places: Places


def beginning(home: Home) -> Beginning:
    """CannotBeDone, with the way out, for anything but a freshly loaded fictional borough."""
    if Account.objects.exists():
        raise CannotBeDone(
            "There are people with accounts here already. The year can be played once, and with nobody there: make "
            "the fictional borough anew in another folder, load it and migrate."
        )
    pupils = Pupil.objects.all()
    if pupils.exclude(upn__regex=f"^.{NOBODYS_AUTHORITY}").exists():
        raise CannotBeDone(
            "There are pupils here who are not of the fictional borough. Its people, whose password everybody knows, "
            "must not be let in to real records. Nothing was changed."
        )
    if settings.SENDS_MAIL:
        raise CannotBeDone(f"{PREFIX}MAIL is set, and the year would send mail. Unset it and try again.")
    known = snapshot(home)
    chosen = places(home.authority.code)
    days: list[date] = []
    if known.received_at is not None:
        days = school_days(known, from_on=WORK_BEGINS_ON, until_on=day_of(known.received_at))
    if known.received_at is None or chosen is None or len(days) < FEWEST_DAYS:
        raise CannotBeDone(
            "There is no fictional borough here with some months of registers. Write one with `schoolward demo-data`, "
            "load its manifest, and migrate."
        )
    if Following.objects.filter(load=known.load).first() is None:
        raise CannotBeDone("The database does not follow the last load yet. Run `schoolward migrate` first.")
    return Beginning(on=FIRST_ON, days=days, last_load_at=known.received_at, places=chosen)
