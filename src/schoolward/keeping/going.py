"""Works out which rows go together when the time of some has come, and which must stay since others need them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model

from schoolward.audit.retention import Scrub
from schoolward.keeping.declarations import every_model, rule_of
from schoolward.keeping.references import Reference, in_chunks, references
from schoolward.people.models import Pupil

Rows = dict[type[Model], set[Any]]
"""Keys of rows by their model."""


def going_with(due: Mapping[type[Model], Collection[Any]]) -> Rows:
    """The rows whose time has come and all that go with them, but for what must stay.

    A row stays, though its time has come, while one stays that leads to it and has time of its own left. Records of
    one child stay or go together.
    """
    roots: Rows = {model: set(keys) for model, keys in due.items() if keys}
    while True:
        _keep_children_whole(roots)
        going = _with_what_hangs_on(roots)
        needed = _needed(roots, going)
        if not any(keys & roots.get(model, set()) for model, keys in needed.items()):
            return {model: keys for model, keys in going.items() if keys}
        for model, keys in needed.items():
            roots.get(model, set()).difference_update(keys)


def _keep_children_whole(roots: Rows) -> None:
    """Takes out the records of a child of whom another record stays."""
    pupils = roots.get(Pupil, set())
    merged = list(Pupil.objects.exclude(same_as=None).values_list("pk", "same_as"))
    while split := [pair for pair in merged if len(pupils & set(pair)) == 1]:
        pupils.difference_update(number for pair in split for number in pair)


def _with_what_hangs_on(roots: Rows) -> Rows:
    going: Rows = defaultdict(set)
    fresh: Rows = {model: set(keys) for model, keys in roots.items()}
    while fresh or (fresh := _last_of_theirs(going)):
        for model, keys in fresh.items():
            going[model] |= keys
        found: Rows = defaultdict(set)
        for reference in references():
            if reference.goes_along:
                for chunk in in_chunks(fresh.get(reference.target, ())):
                    found[reference.model] |= set(reference.rows(chunk).values_list("pk", flat=True))
        fresh = {model: left for model, keys in found.items() if (left := keys - going[model])}
    return going


def _last_of_theirs(going: Rows) -> Rows:
    """Rows that go with the last of those that lead to them, once nothing that stays does."""
    fresh: Rows = {}
    for model in every_model():
        if rule_of(model).scrub is not Scrub.WITH_LAST:
            continue
        leading = [each for each in references() if each.target is model]
        wanted = {
            target
            for each in leading
            for chunk in in_chunks(going.get(each.model, ()))
            for _, target in each.pairs(chunk)
        }
        # What nothing leads to any more has outlived its last.
        wanted |= set(model._base_manager.filter(**{rule_of(model).owner: None}).values_list("pk", flat=True))
        wanted -= going[model]
        wanted -= {target for each in leading for target in _led_to_by_staying(each, wanted, going)}
        if wanted:
            fresh[model] = wanted
    return fresh


def _led_to_by_staying(reference: Reference, targets: Collection[Any], going: Rows) -> set[Any]:
    found: set[Any] = set()
    for chunk in in_chunks(targets):
        pairs = reference.rows(chunk).values_list("pk", reference.field)
        found |= {target for key, target in pairs if key not in going[reference.model]}
    return found


def _needed(roots: Rows, going: Rows) -> Rows:
    """Of what would go: rows with time of their own left, and all that they lead to, step by step."""
    needed: Rows = defaultdict(set)
    fresh: Rows = {
        model: left
        for model, keys in going.items()
        if rule_of(model).date_field and (left := _with_a_day(model, keys - roots.get(model, set())))
    }
    while fresh:
        found: Rows = defaultdict(set)
        for model, keys in fresh.items():
            needed[model] |= keys
            for reference in references():
                if reference.model is model and reference.target in going:
                    for chunk in in_chunks(keys):
                        targets = {target for _, target in reference.pairs(chunk)}
                        found[reference.target] |= targets & going[reference.target]
        fresh = {model: left for model, keys in found.items() if (left := keys - needed[model])}
    return needed


def _with_a_day(model: type[Model], keys: Collection[Any]) -> set[Any]:
    """Those of the rows whose event has happened; the others have no time that could still run."""
    field = rule_of(model).date_field
    dated: set[Any] = set()
    for chunk in in_chunks(keys):
        dated |= set(
            model._base_manager.filter(pk__in=chunk).exclude(**{field: None}).values_list("pk", flat=True)
        )
    return dated
