"""Holds what a command shows to what one person may see, and puts on record what was shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from schoolward.access.permissions import Permission
from schoolward.attention.whom import Call
from schoolward.audit.kinds import EventKind
from schoolward.console.database import is_there, open_database, this_operator
from schoolward.measures.figures import BadQuestion, Question
from schoolward.store.home import Home

if TYPE_CHECKING:
    from schoolward.access.reach import Reach

AS = typer.Option("--as", metavar="EMAIL", help="Show only what this person may see.")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What one person reaches: the keys of pupils and the URNs of schools. None stands for all."""

    pupils: frozenset[int] | None
    schools: frozenset[int] | None

    def calls(self, calls: Sequence[Call]) -> list[Call]:
        """The calls within it: of a pupil by the pupil, of a school's own by the school."""
        return [
            call
            for call in calls
            if (
                self.pupils is None or call.pupil in self.pupils
                if call.pupil is not None
                else self.schools is None or call.urn in self.schools
            )
        ]


def seen_by(home: Home, email: str | None, *, permission: Permission, at: datetime) -> Seen:
    """What the person of that address reaches with a permission; everything where nobody is named.

    Refuses an address without account, and a person who may not see such a thing at all.
    """
    if email is None:
        return Seen(pupils=None, schools=None)
    with open_database(home):
        from schoolward.people.selectors import pupils_reached, schools_reached

        reach = _reach_of(home, email, permission, at=at)
        return Seen(pupils=pupils_reached(reach), schools=schools_reached(reach))


def held_to(home: Home, question: Question, email: str | None, *, part: str | None, at: datetime) -> Question:
    """The question of no more than what the person of that address may have figures of; as it is where nobody is named.

    `part` is one of their schools together, or one of their cohorts: parts do not add up to one figure.
    """
    if email is None:
        return question
    with open_database(home):
        from schoolward.reports.scope import OutOfScope, ScopeNotChosen, part_named, question_within

        try:
            chosen = part_named(_reach_of(home, email, Permission.FIGURES_VIEW, at=at), part)
            return question_within(question, chosen)
        except ScopeNotChosen as fault:
            raise BadQuestion(f"{fault} Say --part.") from None
        except OutOfScope:
            raise BadQuestion(f"{email} may not have figures of this") from None


def _reach_of(home: Home, email: str, permission: Permission, *, at: datetime) -> "Reach":
    from schoolward.access.models import Account
    from schoolward.access.reach import reach_of

    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        raise BadQuestion(f"nobody has an account with the address {email}")
    reach = reach_of(account.actor, permission, at=at)
    if reach.is_empty:
        put_on_record(home, EventKind.REFUSED, at=at, pupils=(), seen_as=email, permission=permission.value)
        raise BadQuestion(f"{email} has no role today that lets them see this")
    return reach


def put_on_record(
    home: Home, kind: EventKind, *, at: datetime, pupils: Iterable[int], seen_as: str | None, **detail: Any
) -> None:
    """Puts on record which named pupils a command showed, where the authority has a database."""
    if not is_there(home):
        return
    with open_database(home):
        from schoolward.audit.recording import record

        told = {**detail, **({"as": seen_as} if seen_as else {})}
        record(kind, by=this_operator(), at=at, about=[f"pupil:{key}" for key in pupils], detail=told)
