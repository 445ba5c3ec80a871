"""How rows lead to one another, worked out from the models, so that a new model is never forgotten."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import CASCADE, ForeignKey, Model, Q, QuerySet

from schoolward.access.scoping import ScopedBy
from schoolward.keeping.declarations import every_model, rule_of
from schoolward.people.models import Pupil

AT_A_TIME = 5_000
"""Keys in one question: databases take no list of any length."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """That rows of `model` lead to rows of `target`, by a foreign key or by the kind and number of a record.

    `goes_along`: a row goes when what it leads to goes.
    """

    model: type[Model]
    target: type[Model]
    field: str
    goes_along: bool
    by_kind: bool = False

    def rows(self, keys: Collection[Any]) -> QuerySet[Any]:
        """The rows that lead to those of the keys."""
        rows = self.model._base_manager.filter(**{f"{self.field}__in": keys})
        return rows.filter(record_kind=self.target._meta.model_name) if self.by_kind else rows

    def pairs(self, keys: Collection[Any]) -> Iterator[tuple[Any, Any]]:
        """For rows of the model with those keys: each with the key of what it leads to."""
        rows = self.model._base_manager.filter(pk__in=keys).exclude(**{self.field: None})
        if self.by_kind:
            rows = rows.filter(record_kind=self.target._meta.model_name)
        yield from rows.values_list("pk", self.field)


@cache
def references() -> tuple[Reference, ...]:
    """Every way in which one row leads to another."""
    return tuple(each for model in every_model() for each in _references_of(model))


def _references_of(model: type[Model]) -> Iterator[Reference]:
    owner = rule_of(model).owner
    for field in foreign_keys(model):
        yield Reference(
            model=model,
            target=field.related_model,
            field=field.attname,
            goes_along=field.remote_field.on_delete is CASCADE or field.name == owner,
        )
    if names_records(model):
        yield Reference(model=model, target=Pupil, field="record_id", goes_along=True, by_kind=True)


def foreign_keys(model: type[Model]) -> list[Any]:
    """The model's foreign keys, one-to-one fields included."""
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def names_records(model: type[Model]) -> bool:
    """Whether rows name any kind of record by kind and number, without a foreign key."""
    return {"record_kind", "record_id"} <= {field.name for field in model._meta.concrete_fields}


def about(model: type[Model], pupils: Collection[int]) -> Q | None:
    """The condition that a row is about one of the pupils; None for a model that leads to no pupil."""
    conditions = list(_conditions(model, pupils, path="", seen=frozenset()))
    scoped = getattr(model, "scoped", None)
    if isinstance(scoped, ScopedBy) and scoped.scoping.record_kind == Pupil._meta.model_name:
        conditions.append(Q(**{f"{scoped.path or 'pk'}__in": pupils}))
    if not conditions:
        return None
    whole = Q(pk__in=())
    for condition in conditions:
        whole |= condition
    # Paths over many rows would tell a row once for each of them.
    return Q(pk__in=model._base_manager.filter(whole).values("pk"))


def _conditions(
    model: type[Model], pupils: Collection[int], *, path: str, seen: frozenset[type[Model]]
) -> Iterator[Q]:
    if model is Pupil:
        yield Q(**{f"{path or 'pk'}__in": pupils})
        return
    before = f"{path}__" if path else ""
    if names_records(model):
        kind = Pupil._meta.model_name
        yield Q(**{f"{before}record_kind": kind, f"{before}record_id__in": pupils})
    for field in foreign_keys(model):
        if field.related_model not in seen and field.related_model is not model:
            yield from _conditions(
                field.related_model, pupils, path=f"{before}{field.name}", seen=seen | {model}
            )


def in_chunks(keys: Collection[Any]) -> Iterator[list[Any]]:
    """The keys in lists that a database takes."""
    rest = iter(sorted(keys, key=str))
    while chunk := list(islice(rest, AT_A_TIME)):
        yield chunk
