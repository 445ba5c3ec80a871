"""Lets the data officer look at doubtful records as they come up, settle what is plain, and leave the rest waiting."""

from datetime import datetime

from schoolward.audit.actor import Actor
from schoolward.people.actions.matters import find_matters, settle_as_different
from schoolward.people.actions.merging import merge_pupils
from schoolward.people.models import Evidence, IdentityMatter, MatterKind
from schoolward.people.selectors import matters_within

MOST_MERGES, MOST_TWO_CHILDREN = 2, 12
BOTH_CONFIRM = "Both schools confirm on the telephone that it is the same child."


def settle_what_is_plain(*, by: Actor, at: datetime) -> None:
    """Merges some records of children who moved, finds some pairs to be two children."""
    find_matters(by=by, at=at)
    waiting = list(matters_within(to=by, at=at).filter(settlement="").order_by("pk"))
    same = [matter for matter in waiting if _is_plainly_one_child(matter)]
    different = [matter for matter in waiting if _are_plainly_two(matter)]
    for matter in same[:MOST_MERGES]:
        assert matter.other is not None
        # The record with the lasting UPN is kept: it was there first.
        merge_pupils(pupil=matter.other, kept=matter.pupil, because=BOTH_CONFIRM, by=by, at=at)
    for matter in different[:MOST_TWO_CHILDREN]:
        settle_as_different(matter=matter, by=by, at=at)


def _is_plainly_one_child(matter: IdentityMatter) -> bool:
    return matter.kind == MatterKind.DUPLICATE and Evidence.ONE_AFTER_OTHER in matter.evidence


def _are_plainly_two(matter: IdentityMatter) -> bool:
    """Whether two schools have them in their registers on the same days, each under a lasting UPN."""
    return Evidence.AT_ONE_TIME in matter.evidence and Evidence.TEMPORARY_UPN not in matter.evidence
