"""Holds the copy for a family to everything that is held: no model, field or column may be forgotten."""

from schoolward.keeping.declarations import every_model
from schoolward.keeping.plain_words import FIELDS, KINDS
from schoolward.keeping.subject_access import models_about_pupils
from schoolward.store.layout import LAYOUTS, TableName
from tests.completeness.source import listed

SAY_NOTHING_OF_A_PUPIL = {
    "access.account": "staff", "access.grant": "staff", "access.invitation": "staff", "access.apitoken": "a program",
    "access.sentkey": "a program", "audit.event": "told as who looked",
    "audit.subject": "told as who looked", "audit.head": "one number", "people.following": "one number",
    "jobs.loadrun": "files", "jobs.runfile": "files", "jobs.nightlyrun": "numbers", "jobs.reminder": "numbers",
    "people.school": "published", "people.schoollink": "published", "people.trust": "published",
}  # fmt: skip
"""Why a model of ours is not among a pupil's records."""

TABLES_OF_NOBODY = {"loads", "load_files", "schools", "school_links", "calendar", "reference", "scrubs"}
"""Tables of the store that say nothing of one pupil; rows that hold a UPN as text are given all the same."""


def test_every_model_is_in_the_copy_or_says_nothing_of_a_pupil() -> None:
    given = {model._meta.label_lower for model in models_about_pupils()}
    ours = {model._meta.label_lower for model in every_model() if model.__module__.startswith("schoolward.")}
    missing = sorted(ours - given - set(SAY_NOTHING_OF_A_PUPIL))
    assert not missing, listed(
        missing,
        "Give these models a way to the pupil (`scoped`), or say in this test why they are about none:",
    )
    assert not given & set(SAY_NOTHING_OF_A_PUPIL)


def test_every_table_of_the_store_leads_to_a_pupil_or_says_nothing_of_one() -> None:
    faults = [
        name.value
        for name in TableName
        if name.value not in {*TABLES_OF_NOBODY, "rejects"} and "pupil" not in LAYOUTS[name].schema.names
    ]
    assert not faults, listed(
        faults, "Teach schoolward/store/subject_rows.py how these tables lead to a pupil:"
    )


def test_every_kind_of_record_has_a_heading() -> None:
    given = {model._meta.label_lower for model in models_about_pupils()}
    stored = {f"store.{name.value}" for name in TableName} - {f"store.{name}" for name in TABLES_OF_NOBODY}
    faults = sorted((given | stored) - {"store.marks"} - set(KINDS))
    assert not faults, listed(
        faults, "Say in schoolward/keeping/plain_words.py what a family reads above these:"
    )


def test_every_field_is_in_plain_words() -> None:
    names = {field.name for model in models_about_pupils() for field in model._meta.concrete_fields} | {
        column
        for name in TableName
        if name is not TableName.MARKS and name.value not in TABLES_OF_NOBODY
        for column in LAYOUTS[name].schema.names
    }
    faults = sorted(names - set(FIELDS))
    assert not faults, listed(
        faults, "Say in schoolward/keeping/plain_words.py what these fields are called:"
    )
