"""Holds every model that leads to a pupil to a statement of who may see its rows."""

from django.apps import apps
from django.db.models import Model

from schoolward.access.scoping import ScopedBy
from schoolward.people.models import Pupil
from tests.completeness.source import listed


def own_models() -> list[type[Model]]:
    """The models of Schoolward's rooms."""
    return [model for model in apps.get_models() if model.__module__.startswith("schoolward.")]


def leads_to_a_pupil(model: type[Model]) -> bool:
    """Whether the model is the pupil, or a foreign key or a name leads from it to one or back."""
    if model is Pupil:
        return True
    related = [field.related_model for field in model._meta.get_fields() if field.is_relation]
    return any(other is Pupil or (other is not None and other in _with_pupils()) for other in related)


def _with_pupils() -> set[type[Model]]:
    return {
        model
        for model in own_models()
        if any(field.many_to_one and field.related_model is Pupil for field in model._meta.get_fields())
    }


REACHED_OTHERWISE = {
    "access.Account": "whoever manages accounts sees them; officers are named beside their caseload",
    "people.School": "published by the Department for Education",
}
"""Models beside pupils' rows that are no pupil's own, and how they are guarded."""


def test_every_model_that_leads_to_a_pupil_says_who_sees_it() -> None:
    faults = [
        model._meta.label
        for model in own_models()
        if leads_to_a_pupil(model)
        and model._meta.label not in REACHED_OTHERWISE
        and not isinstance(getattr(model, "scoped", None), ScopedBy)
    ]
    assert not faults, listed(
        faults, "Say `scoped: ClassVar = BY_PUPIL` (people/scopes.py) or another scope:"
    )


def test_a_scope_leads_somewhere() -> None:
    for model in own_models():
        scoped = getattr(model, "scoped", None)
        if isinstance(scoped, ScopedBy) and scoped.path:
            model._default_manager.filter(**{f"{scoped.path}__in": []}).query  # noqa: B018 (fails for a wrong path)


def test_exceptions_are_needed() -> None:
    gone = [
        label
        for label in REACHED_OTHERWISE
        if label not in {model._meta.label for model in own_models() if leads_to_a_pupil(model)}
    ]
    assert not gone, listed(gone, "Take these out of REACHED_OTHERWISE:")
