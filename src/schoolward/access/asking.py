"""Asks the rule: may this actor do this, to this record, and which rows may they see?"""

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from schoolward.access.keys import ScopeKey
from schoolward.access.permissions import Permission
from schoolward.access.reach import Reach, reach_of
from schoolward.access.scoping import ScopedBy, ScopedByKey
from schoolward.audit.actor import Actor

Row = TypeVar("Row", bound=Model)


class Refused(PermissionDenied):
    """The actor may not do this. The text tells nothing of the record, not even that there is one."""

    def __init__(self, permission: Permission, *, about: str = "") -> None:
        super().__init__("You do not have permission to do this. Ask your team manager if you need it.")
        self.permission = permission
        self.about = about


def scoping_of(model: type[Model]) -> ScopedBy | ScopedByKey:
    """What the model says of itself."""
    told: Any = model
    scoped: ScopedBy | ScopedByKey = told.scoped
    return scoped


def visible(
    rows: QuerySet[Row], *, to: Actor, at: datetime, permission: Permission = Permission.PUPIL_VIEW
) -> QuerySet[Row]:
    """Those of the rows that the actor may reach with the permission."""
    return within(rows, reach_of(to, permission, at=at))


def within(rows: QuerySet[Row], reach: Reach) -> QuerySet[Row]:
    """Those of the rows that lie within a reach."""
    return rows.filter(scoping_of(rows.model).within(rows.model, reach))


def may(
    by: Actor,
    permission: Permission,
    *,
    at: datetime,
    record: Model | None = None,
    key: ScopeKey | None = None,
) -> bool:
    """Whether the actor holds the permission: at all, over that record, or over that school, trust or cohort."""
    reach = reach_of(by, permission, at=at)
    if record is not None:
        return scoping_of(type(record)).covers(record, reach)
    if key is not None:
        return reach.is_borough or key in reach.keys
    return not reach.is_empty


def require(
    by: Actor,
    permission: Permission,
    *,
    at: datetime,
    record: Model | None = None,
    key: ScopeKey | None = None,
) -> None:
    """Raises `Refused` unless the actor may."""
    if not may(by, permission, at=at, record=record, key=key):
        raise Refused(permission, about=subject_of(record) if record is not None else str(key or ""))


def subject_of(record: Model) -> str:
    """The record as events name it, such as pupil:12."""
    return f"{kind_of(record)}:{record.pk}"


def kind_of(record: Model) -> str:
    """The kind of record, such as pupil."""
    return str(record._meta.model_name)
