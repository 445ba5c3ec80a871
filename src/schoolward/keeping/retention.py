"""Plans what need not be kept any longer, in the database and in the store, counted before anything goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import DateTimeField, Max, Min, Model, Q, QuerySet

from schoolward.access.reach import HERE
from schoolward.audit.models import Event, Subject
from schoolward.audit.retention import Retention, Scrub
from schoolward.keeping.declarations import every_model, rule_of
from schoolward.keeping.going import Rows, going_with
from schoolward.keeping.references import about, in_chunks
from schoolward.keeping.selectors import held_pupils
from schoolward.keeping.store_scrub import StorePlan, plan_store
from schoolward.law.book import LawBook
from schoolward.people.models import Pupil
from schoolward.store.home import Home


@dataclass(frozen=True, kw_only=True)
class Going:
    """How many rows of a model would go, or be emptied, and the first and last day from which their time counts.

    Rows that go with others have no day of their own.
    """

    label: str
    words: str
    scrub: Scrub
    rows: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What would go as at a day. `fingerprint` is the same for plans by which the same would go."""

    on: date
    going: tuple[Going, ...]
    held: frozenset[int] = field(repr=False)
    store: StorePlan | None
    fingerprint: str
    rows: Rows = field(repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would go."""
        return not self.going and (self.store is None or self.store.scrub.is_empty)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each model of the database."""
        return {each.label: each.rows for each in self.going}


def plan(*, on: date, home: Home | None, law: LawBook) -> Plan:
    """What need not be kept any longer as at a day; nothing is changed. Without a home the database alone is planned.

    A pupil's record goes from the database when its time has come and the store, too, has nothing of the pupil that
    must be kept; so that what goes here is not told anew by the store.
    """
    held = held_pupils(_end_of(on))
    store = plan_store(home, on=on, law=law, held=held) if home is not None else None
    rows = _rows_going(on, held, store)
    if home is not None and store is not None:
        # A pupil whom the database must keep stays in the store as well.
        kept = frozenset(Pupil.objects.filter(pk__in=store.scrub.pupils).values_list("pk", flat=True))
        if kept := kept - rows.get(Pupil, set()):
            store = plan_store(home, on=on, law=law, held=held | kept)
            rows = _rows_going(on, held, store)
    deleted = tuple(_going(model, keys) for model, keys in _in_order(rows))
    emptied = tuple(each for model in every_model() if (each := _emptying(model, on, held)) is not None)
    return Plan(
        on=on,
        going=deleted + emptied,
        held=held,
        store=store,
        fingerprint=_fingerprint(on, rows, emptied, store),
        rows=rows,
    )


def due(model: type[Model], rule: Retention, *, on: date, held: frozenset[int]) -> QuerySet[Any]:
    """The rows whose time has come as at a day, but for those about a pupil who is held."""
    assert rule.kept_for is not None
    before: date | datetime = rule.kept_for.before(on)
    if _holds_instants(model, rule.date_field):
        before = datetime.combine(before, time(), HERE)
    rows = model._base_manager.filter(**{f"{rule.date_field}__lt": before})
    condition = about(model, held) if held else None
    if condition is not None:
        rows = rows.exclude(condition)
    if model is Event and held:
        theirs = Subject.objects.filter(subject__in=[f"pupil:{pupil}" for pupil in held])
        rows = rows.exclude(pk__in=theirs.values("event_id"))
    return rows


def to_be_emptied(model: type[Model], *, on: date, held: frozenset[int]) -> QuerySet[Any]:
    """The rows whose details have outlived their time and still stand."""
    rule = rule_of(model)
    done = Q()
    for name, value in rule.emptied.items():
        if value is None:
            done &= Q(**{f"{name}__isnull": True})
        elif isinstance(value, str):
            done &= Q(**{name: value})
    return due(model, rule, on=on, held=held).exclude(done)


def _rows_going(on: date, held: frozenset[int], store: StorePlan | None) -> Rows:
    roots: dict[type[Model], set[Any]] = {}
    for model in every_model():
        rule = rule_of(model)
        if rule.scrub is Scrub.ROW:
            roots[model] = set(due(model, rule, on=on, held=held).values_list("pk", flat=True))
    if store is not None:
        roots[Pupil] = {pupil for pupil in roots[Pupil] if not store.keeps(pupil)}
    return going_with(roots)


def _going(model: type[Model], keys: set[Any]) -> Going:
    rule = rule_of(model)
    first_on, last_on = None, None
    if rule.date_field:
        for chunk in in_chunks(keys):
            first, last = _span(model._base_manager.filter(pk__in=chunk), model, rule.date_field)
            first_on = min((day for day in (first_on, first) if day), default=None)
            last_on = max((day for day in (last_on, last) if day), default=None)
    return Going(
        label=model._meta.label_lower, words=str(model._meta.verbose_name_plural), scrub=rule.scrub,
        rows=len(keys), first_on=first_on, last_on=last_on,
    )  # fmt: skip


def _emptying(model: type[Model], on: date, held: frozenset[int]) -> Going | None:
    rule = rule_of(model)
    if rule.scrub is not Scrub.DETAIL:
        return None
    rows = to_be_emptied(model, on=on, held=held)
    count = rows.count()
    if not count:
        return None
    first_on, last_on = _span(rows, model, rule.date_field)
    return Going(
        label=model._meta.label_lower, words=str(model._meta.verbose_name_plural), scrub=rule.scrub,
        rows=count, first_on=first_on, last_on=last_on,
    )  # fmt: skip


def _span(rows: QuerySet[Any], model: type[Model], name: str) -> tuple[date | None, date | None]:
    span = rows.aggregate(first=Min(name), last=Max(name))
    first, last = span["first"], span["last"]
    if _holds_instants(model, name):
        first, last = (value and value.astimezone(HERE).date() for value in (first, last))
    return first, last


def _holds_instants(model: type[Model], path: str) -> bool:
    *steps, last = path.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model
        assert isinstance(related, type)
        model = related
    return isinstance(model._meta.get_field(last), DateTimeField)


def _in_order(rows: Mapping[type[Model], set[Any]]) -> list[tuple[type[Model], set[Any]]]:
    return sorted(rows.items(), key=lambda each: each[0]._meta.label_lower)


def _fingerprint(on: date, rows: Rows, emptied: tuple[Going, ...], store: StorePlan | None) -> str:
    told = (
        on.isoformat(),
        [(model._meta.label_lower, sorted(map(str, keys))) for model, keys in _in_order(rows)],
        [(each.label, each.rows, str(each.first_on), str(each.last_on)) for each in emptied],
        store.fingerprint if store is not None else "",
    )
    return sha256(repr(told).encode()).hexdigest()


def _end_of(on: date) -> datetime:
    return datetime.combine(on + timedelta(days=1), time(), HERE)
