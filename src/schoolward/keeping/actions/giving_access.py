"""Makes a copy of everything held on a pupil, for a family that asks to see it."""

from datetime import datetime

from schoolward.access.acting import acting
from schoolward.access.asking import require
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind
from schoolward.keeping.subject_access import Pack, gather
from schoolward.people.models import Pupil
from schoolward.people.selectors import same_child
from schoolward.store.home import Home


def give_access(*, pupil: Pupil, home: Home | None, shows_others: bool, by: Actor, at: datetime) -> Pack:
    """Everything held on the child, of every record that is theirs: the actor must be let see each of them."""
    with acting(by, Permission.SUBJECT_ACCESS, at=at, record=pupil) as deed:
        records = list(Pupil.objects.filter(pk__in=same_child([pupil.pk])).order_by("pk"))
        for record in records:
            require(by, Permission.SUBJECT_ACCESS, at=at, record=record)
        pack = gather(pupil, home=home, by=by.name, at=at, shows_others=shows_others)
        deed.record(EventKind.SUBJECT_ACCESS_GIVEN, about=records, rows=pack.rows, shows_others=shows_others)
    return pack
