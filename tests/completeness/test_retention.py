"""Holds every model to a rule of how long its rows are kept, which leads somewhere."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Model

from schoolward.audit.retention import Retention
from schoolward.keeping.declarations import OTHERS, WithoutRule, every_model, rule_of
from tests.completeness.source import listed


def is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith("schoolward.")


def test_every_model_says_how_long_it_is_kept() -> None:
    faults = []
    for model in every_model():
        try:
            rule_of(model)
        except WithoutRule as fault:
            faults.append(str(fault))
    assert not faults, listed(faults, "Say of these models how long their rows are kept:")


def test_models_of_our_rooms_say_it_themselves() -> None:
    faults = [
        model._meta.label
        for model in every_model()
        if is_ours(model) and not isinstance(getattr(model, "retention", None), Retention)
    ]
    assert not faults, listed(faults, "Give these models `retention: ClassVar = Retention(...)`:")
    ours = {model._meta.app_label for model in every_model() if is_ours(model)}
    faults = [
        label for label in OTHERS if label.partition(".")[0] in ours and label.partition(".")[0] != "account"
    ]
    assert not faults, listed(faults, "These are models of our own; take them out of OTHERS:")


def test_what_a_rule_names_is_there() -> None:
    faults = []
    for model in every_model():
        rule = rule_of(model)
        for path in (rule.date_field, rule.owner, *rule.emptied):
            fault = path and _fault_of(model, path, is_day=path == rule.date_field)
            faults += [f"{model._meta.label}.{path} {fault}"] if fault else []
    assert not faults, listed(faults, "Mend the rules of these models:")


def _fault_of(model: type[Model], path: str, *, is_day: bool) -> str:
    try:
        *steps, last = path.split("__")
        for step in steps:
            related = model._meta.get_field(step).related_model
            assert isinstance(related, type)
            model = related
        field = model._meta.get_field(last)
    except FieldDoesNotExist:
        return "is no field"
    return "is no day" if is_day and not isinstance(field, DateField) else ""
