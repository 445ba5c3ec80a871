"""An account: a person who signs in, or a program that calls the API with a token."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast, Concat, Lower

from schoolward.audit.actor import Actor, ActorKind
from schoolward.audit.retention import KeptFor, Retention, Scrub


class AccountKind(models.TextChoices):
    """Who stands behind an account."""

    PERSON = ActorKind.PERSON.value, "Person"
    CLIENT = ActorKind.CLIENT.value, "API client"


class Accounts(models.Manager["Account"]):
    """Finds accounts as Django's sign-in asks for them."""

    def get_by_natural_key(self, email: str) -> "Account":
        """The account of that address, whatever the case of its letters."""
        return self.get(email__iexact=email)


class Address(models.EmailField):  # type: ignore[type-arg]
    """An email address, kept and looked for in small letters."""

    def get_prep_value(self, value: Any) -> Any:
        """The address as the database has it."""
        return value.lower() if isinstance(value, str) else super().get_prep_value(value)


class Account(AbstractBaseUser):
    """Who acts. `left_on` is the day from which a leaver may not sign in; rows stay for the record.

    `needed_on` is the day on which somebody last said that the account is still needed.
    """

    retention: ClassVar = Retention(
        kept_for=KeptFor(years=6),
        counted_from="the day on which the person left",
        date_field="left_on",
        why="While events that name the account are kept, so that it can be said who acted.",
        scrub=Scrub.DETAIL,
        emptied={
            "name": "Former member of staff",
            "email": Concat(Value("former-"), Cast("pk", models.CharField()), Value("@former.invalid")),
            "job_title": "",
            "password": "!",
        },
    )

    kind = models.CharField(max_length=10, choices=AccountKind.choices, default=AccountKind.PERSON)
    email = Address(unique=True)
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    needed_on = models.DateField(null=True, blank=True)

    objects = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_account_an_address")]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        """The account as events name it."""
        return Actor(kind=ActorKind(self.kind), key=str(self.pk), name=self.name)

    def has_left_by(self, on: date) -> bool:
        """Whether the day on which the person left has come."""
        return self.left_on is not None and self.left_on <= on

    def may_sign_in_on(self, on: date) -> bool:
        """Whether this is a person who works here on the day. A program never signs in: it has tokens."""
        return (
            self.kind == AccountKind.PERSON and self.is_active and (self.left_on is None or self.left_on > on)
        )
