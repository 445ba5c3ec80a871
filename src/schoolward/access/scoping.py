"""The one rule of who may see which record: stated by a model as data, used to check one and to filter many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
from schoolward.access.models import BrokenGlass, ClosedRecord
from schoolward.access.permissions import Permission
from schoolward.access.reach import Reach

OPENED_BY_EXCEPTION = frozenset({Permission.PUPIL_VIEW, Permission.FAMILY_VIEW})
"""What breaking the glass lets somebody do with the one record, while a role of theirs has it: look, and no more."""


@dataclass(frozen=True, kw_only=True)
class Spells:
    """A table whose dated rows give a record its keys of one kind.

    `record` and `key` are the fields that lead to the record and to the key's value. A row counts from its first day to
    its last, and `lingering_days` longer.
    """

    kind: ScopeKind
    model: str
    record: str
    key: str
    from_on: str = "from_on"
    last_on: str = "until_on"
    lingering_days: int = 0

    def standing(self, reach: Reach) -> QuerySet[Any]:
        """The rows that count on the day."""
        earliest = reach.on - timedelta(days=self.lingering_days)
        return apps.get_model(self.model)._default_manager.filter(
            Q(**{f"{self.last_on}__gte": earliest}) | Q(**{self.last_on: None}),
            **{f"{self.from_on}__lte": reach.on},
        )

    def within(self, reach: Reach, *, whose: str) -> QuerySet[Any]:
        """The field `whose` of the records to which a standing row gives a key of the reach."""
        chosen = self.standing(reach).filter(**{f"{self.key}__in": reach.values(self.kind)})
        return chosen.values(f"{self.record}__{whose}")

    def keys_of(self, records: list[int], reach: Reach) -> set[ScopeKey]:
        """The keys that standing rows give any of the records."""
        rows = self.standing(reach).filter(**{f"{self.record}__in": records}).exclude(**{self.key: None})
        return {ScopeKey(self.kind, str(value)) for value in rows.values_list(self.key, flat=True)}


@dataclass(frozen=True, kw_only=True)
class Scoping:
    """How a kind of record is reached: by which spells, and which records go together.

    Records of `model` with one value of the field `whole` are the records of one child: whoever may reach one of them
    may reach all, and where one is closed or opened by exception, all are.
    """

    model: str
    whole: str
    spells: tuple[Spells, ...]

    @property
    def rows(self) -> QuerySet[Any]:
        """Every record."""
        return apps.get_model(self.model)._default_manager.all()

    @property
    def record_kind(self) -> str:
        """What closed records and events call it."""
        return self.model.rpartition(".")[2].lower()

    def within(self, reach: Reach, *, path: str = "") -> Q:
        """The condition that a record lies within the reach; `path` leads there from another model, as in pupil__."""
        if reach.is_unbounded:
            return Q()
        if reach.is_empty:
            inside = Q(pk__in=())
        elif reach.is_borough:
            inside = Q()
        else:
            inside = Q(pk__in=())
            for spells in self.spells:
                if reach.values(spells.kind):
                    inside |= Q(**{f"{path}{self.whole}__in": spells.within(reach, whose=self.whole)})
        allowed = inside & ~Q(**{f"{path}{self.whole}__in": self._wholes(self._closed_to(reach))})
        if reach.permission in OPENED_BY_EXCEPTION and not reach.is_empty:
            allowed |= Q(**{f"{path}{self.whole}__in": self._wholes(self._opened_to(reach))})
        return allowed

    def covers(self, reach: Reach, record: int) -> bool:
        """Whether one record lies within the reach: the same rule, asked of it and those that go with it."""
        if reach.is_unbounded:
            return True
        together = self.going_with(record)
        if (
            reach.permission in OPENED_BY_EXCEPTION
            and not reach.is_empty
            and self._opened_to(reach).filter(record_id__in=together).exists()
        ):
            return True
        if self._closed_to(reach).filter(record_id__in=together).exists():
            return False
        return bool(reach.keys & self.keys_of(together, reach))

    def going_with(self, record: int) -> list[int]:
        """The record and the others of the same child; none if there is no such record."""
        whole = self.rows.filter(pk=record).values(self.whole)
        return list(self.rows.filter(**{f"{self.whole}__in": whole}).values_list("pk", flat=True))

    def keys_of(self, records: list[int], reach: Reach) -> frozenset[ScopeKey]:
        """Every key to which one of the records answers on the day."""
        return frozenset({BOROUGH}).union(*(spells.keys_of(records, reach) for spells in self.spells))

    def _wholes(self, numbers: QuerySet[Any]) -> QuerySet[Any]:
        return self.rows.filter(pk__in=numbers.values("record_id")).values(self.whole)

    def _closed_to(self, reach: Reach) -> QuerySet[Any]:
        closed = ClosedRecord.objects.filter(record_kind=self.record_kind, reopened_at=None)
        return closed.exclude(named__account=reach.account)

    def _opened_to(self, reach: Reach) -> QuerySet[Any]:
        return BrokenGlass.objects.filter(
            account=reach.account,
            record_kind=self.record_kind,
            opened_at__lte=reach.at,
            until_at__gt=reach.at,
        )


@dataclass(frozen=True, kw_only=True)
class ScopedBy:
    """What a model says of itself: by which record its rows are reached, and which field leads there.

    A path over many rows (a parent's children) reaches the row if one of them can be reached.
    """

    scoping: Scoping
    path: str = ""
    many: bool = False

    def within(self, model: type[Model], reach: Reach) -> Q:
        """The condition on the model's rows."""
        if not self.many:
            return self.scoping.within(reach, path=f"{self.path}__" if self.path else "")
        if reach.is_unbounded:
            return Q()
        reached = Q(**{f"{self.path}__in": self.scoping.rows.filter(self.scoping.within(reach)).values("pk")})
        if reach.is_borough:
            # A row that belongs to nobody yet is the borough's.
            reached |= Q(**{self.path: None})
        return Q(pk__in=model._default_manager.filter(reached).values("pk"))

    def covers(self, row: Model, reach: Reach) -> bool:
        """Whether one row lies within the reach."""
        if not self.path:
            return self.scoping.covers(reach, row.pk)
        records = type(row)._default_manager.filter(pk=row.pk).values_list(self.path, flat=True)
        return any(self.scoping.covers(reach, record) for record in records if record is not None) or (
            self.many and reach.is_borough and not any(records)
        )


@dataclass(frozen=True, kw_only=True)
class ScopedByKey:
    """What a model says whose rows belong to a school or trust and to no pupil: which field holds each kind of key.

    A row whose fields are empty is the borough's alone.
    """

    fields: Mapping[ScopeKind, str]

    def within(self, model: type[Model], reach: Reach) -> Q:
        """The condition on the model's rows."""
        if reach.is_borough:
            return Q()
        inside = Q(pk__in=())
        for kind, field in self.fields.items():
            inside |= Q(**{f"{field}__in": reach.values(kind)})
        return inside

    def covers(self, row: Model, reach: Reach) -> bool:
        """Whether one row lies within the reach."""
        held = type(row)._default_manager.filter(pk=row.pk).values(*self.fields.values()).first() or {}
        return reach.is_borough or any(
            ScopeKey(kind, str(held[field])) in reach.keys
            for kind, field in self.fields.items()
            if held.get(field) is not None
        )
