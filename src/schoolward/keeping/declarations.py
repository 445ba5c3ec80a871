"""Every model's rule of how long its rows are kept: its own, or ours for the tables of other people's packages."""

from django.apps import apps
from django.db.models import Model

from schoolward.audit.retention import KeptFor, Retention, Scrub

OF_DJANGO = "It is Django's own list of what there is, and says nothing of a person."
SIGN_IN = (
    "Nobody signs in with it any more once its owner has left; a month lets a leaver's day be put right."
)


def _after_leaving(path: str) -> Retention:
    return Retention(
        kept_for=KeptFor(days=31),
        counted_from="the day on which its owner left",
        date_field=f"{path}__left_on",
        why=SIGN_IN,
        scrub=Scrub.ROW,
    )


OTHERS = {
    "contenttypes.contenttype": Retention.for_good(OF_DJANGO),
    "auth.permission": Retention.for_good(OF_DJANGO),
    "auth.group": Retention.for_good(OF_DJANGO),
    "sessions.session": Retention(
        kept_for=KeptFor(days=1),
        counted_from="the end of the session",
        date_field="expire_date",
        why="A session that is over lets nobody in; that somebody signed in is on record as an event.",
        scrub=Scrub.ROW,
    ),
    "account.emailaddress": _after_leaving("user"),
    "account.emailconfirmation": Retention.with_its("email_address"),
    "mfa.authenticator": _after_leaving("user"),
    "socialaccount.socialaccount": _after_leaving("user"),
    "socialaccount.socialtoken": Retention.with_its("account"),
    "socialaccount.socialapp": Retention.for_good("It describes the council's directory, and no person."),
    "usersessions.usersession": _after_leaving("user"),
    "django_tasks_database.dbtaskresult": Retention(
        kept_for=KeptFor(days=90),
        counted_from="the end of the work",
        date_field="finished_at",
        why="For a term, while somebody may ask why a piece of nightly work failed; it names no pupil.",
        scrub=Scrub.ROW,
    ),
}
"""By label. Those that an installation does not have need no rule of their own to be taken out."""


class WithoutRule(LookupError):
    """A model says nothing of how long its rows are kept; the text names it."""


def every_model() -> list[type[Model]]:
    """The models of all rooms and packages, by label."""
    return sorted(apps.get_models(), key=lambda model: model._meta.label_lower)


def rule_of(model: type[Model]) -> Retention:
    """How long a model's rows are kept."""
    own = getattr(model, "retention", None)
    if isinstance(own, Retention):
        return own
    label = model._meta.label_lower
    if label not in OTHERS:
        raise WithoutRule(
            f"{label} has no rule: give the model `retention = Retention(...)`, or for another package's model add "
            "a line to OTHERS in schoolward/keeping/declarations.py"
        )
    return OTHERS[label]
