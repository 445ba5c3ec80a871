"""Gathers everything held on one child, from every table of both stores, with everybody who looked."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from schoolward.access.reach import day_of
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.audit.selectors import Search, found
from schoolward.intake.reasons import REASONS
from schoolward.keeping.declarations import every_model
from schoolward.keeping.plain_words import day_in_words, field_in_words, heading_of, place_of
from schoolward.keeping.references import about, names_records
from schoolward.keeping.third_parties import (
    FREE_TEXT_OF_EVENTS,
    SPEAKS_OF_OTHERS,
    ThirdParties,
    third_parties,
)
from schoolward.people.models import Pupil, PupilUPN, School
from schoolward.people.selectors import same_child
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.subject_rows import Delivery, SubjectRows, rows_about

Row = Mapping[str, Any]
"""A record's fields in plain words; values are plain, or `Theirs`."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """All records of one kind."""

    kind: str
    title: str
    about: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A mark of the register. `replaced_by` says which delivery corrected it; None while it stands."""

    school: str
    on: date
    session: str
    code: str
    minutes_late: int | None
    comment: str
    told_by: str
    replaced_by: str | None


@dataclass(frozen=True, kw_only=True)
class Pack:
    """Everything held on a child. `records` is how many records are the child's, all of them in here."""

    name: str
    upns: tuple[str, ...]
    records: tuple[int, ...]
    made_at: datetime
    made_by: str
    shows_others: bool
    sections: tuple[Section, ...]
    marks: tuple[Mark, ...]
    looks: tuple[Row, ...]

    @property
    def rows(self) -> int:
        """How many records it holds in all."""
        return sum(len(section.rows) for section in self.sections) + len(self.marks) + len(self.looks)


def gather(pupil: Pupil, *, home: Home | None, by: str, at: datetime, shows_others: bool) -> Pack:
    """The whole of what is held, as at an instant, on the child whose record this is, merged records included."""
    records = same_child([pupil.pk])
    kept = pupil.same_as or pupil
    others = third_parties(records, on=day_of(at), shown=shows_others)
    upns = _upns(records)
    stored = rows_about(home, pupils=records, upns=upns) if home is not None else None
    schools = {school.pk: school.name for school in School.objects.all()}
    return Pack(
        name=kept.name,
        upns=tuple(upns),
        records=tuple(records),
        made_at=at,
        made_by=by,
        shows_others=shows_others,
        sections=tuple(
            sorted(
                (*_of_database(records, others, stored), *_of_store(stored, schools)),
                key=lambda section: place_of(section.kind),
            )
        ),
        marks=tuple(_marks(stored, schools)),
        looks=tuple(_looks(records, others)),
    )


def models_about_pupils() -> list[type[Model]]:
    """Every model whose rows can be about a pupil: those that lead to one, whatever the way."""
    return [model for model in every_model() if about(model, ()) is not None]


def _upns(records: Collection[int]) -> list[str]:
    now = Pupil.objects.filter(pk__in=records).values_list("upn", flat=True)
    ever = PupilUPN.objects.filter(pupil__in=records).values_list("upn", flat=True)
    return sorted({*now, *ever})


def _of_database(
    records: Collection[int], others: ThirdParties, stored: SubjectRows | None
) -> Iterator[Section]:
    deliveries = stored.deliveries if stored else {}
    for model in models_about_pupils():
        condition = about(model, records)
        rows = model._base_manager.filter(condition).order_by("pk") if condition is not None else ()
        told = tuple(_in_words(row, others, deliveries) for row in rows)
        if told:
            title, sentence = heading_of(model._meta.label_lower)
            yield Section(kind=model._meta.label_lower, title=title, about=sentence, rows=told)


def _in_words(row: Model, others: ThirdParties, deliveries: Mapping[int, Delivery]) -> Row:
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.primary_key and not isinstance(row, Pupil):
            continue
        if names_records(type(row)) and field.name in ("record_kind", "record_id"):
            continue
        held = getattr(row, field.attname)
        why = others.why_theirs(row, field.name, held)
        if field.related_model is Pupil:
            value: Any = f"Record {held}" if held is not None else None
        elif field.is_relation:
            value = _name_of(getattr(row, field.name))
        elif field.name == "load":
            value = delivery_in_words(held, deliveries)
        else:
            value = getattr(row, f"get_{field.name}_display")() if field.choices else held
        told[field_in_words(field.name)] = others.theirs(value, why) if why else value
    return told


def _name_of(row: Model | None) -> str | None:
    return None if row is None else str(getattr(row, "name", row))


def _of_store(stored: SubjectRows | None, schools: Mapping[int, str]) -> Iterator[Section]:
    for name, rows in (stored.rows if stored else {}).items():
        if name is TableName.MARKS or stored is None:
            continue
        title, sentence = heading_of(f"store.{name.value}")
        told = []
        for row in rows:
            said = {**row, "school": _school(row.get("school"), schools)} if "school" in row else dict(row)
            said["load"] = delivery_in_words(row.get("load"), stored.deliveries)
            if name is TableName.REJECTS:
                said["reason"] = REASONS[row["reason"]].reason if row["reason"] in REASONS else row["reason"]
            if "pupil" in row:
                said["pupil"] = f"Record {row['pupil']}"
            told.append({field_in_words(column): value for column, value in said.items()})
        yield Section(kind=f"store.{name.value}", title=title, about=sentence, rows=tuple(told))


def _marks(stored: SubjectRows | None, schools: Mapping[int, str]) -> Iterator[Mark]:
    if stored is None:
        return
    for row in stored.rows.get(TableName.MARKS, []):
        corrected = row["superseded_by"]
        yield Mark(
            school=_school(row["school"], schools) or "",
            on=row["date"],
            session=row["session"],
            code=row["code"],
            minutes_late=row["minutes_late"],
            comment=row["comment"] or "",
            told_by=delivery_in_words(row["load"], stored.deliveries) or "",
            replaced_by=None if corrected is None else delivery_in_words(corrected, stored.deliveries),
        )


def _looks(records: Collection[int], others: ThirdParties) -> Iterator[Row]:
    events = found(Search(subjects=[f"pupil:{number}" for number in records]))
    words = {kind.value: kind.in_words for kind in EventKind}
    for event in events.order_by("number"):
        yield {
            "When": event.at,
            "Who": event.actor_name,
            "What they did": words.get(event.kind, event.kind),
            "More": _details(event, others),
        }


def _details(event: Event, others: ThirdParties) -> Any:
    if event.detail is None:
        return "The details have been deleted, since their time was over."
    own = {name: value for name, value in event.detail.items() if name not in FREE_TEXT_OF_EVENTS}
    told = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in own.items() if value)
    if own == event.detail:
        return told
    whole = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in event.detail.items() if value)
    return others.theirs(whole, SPEAKS_OF_OTHERS)


def delivery_in_words(load: int | None, deliveries: Mapping[int, Delivery]) -> str | None:
    """Which delivery told us something: its number, day and sender."""
    if load is None:
        return None
    told = deliveries.get(load)
    if told is None:
        return f"Delivery {load}"
    return f"Delivery {load} of {day_in_words(day_of(told.received_at))} from {told.sender}"


def _school(urn: int | None, schools: Mapping[int, str]) -> str | None:
    return None if urn is None else schools.get(urn, f"School {urn}")
