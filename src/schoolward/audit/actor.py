"""Who acts: a person with an account, a program with a token, whoever runs the command line, or the system itself."""

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of actor."""

    PERSON = "person"
    CLIENT = "client"
    OPERATOR = "operator"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Whoever an event is put down to. `key` is an account's number, or a name on the machine.

    `limited_to` are the permissions beyond which it may not go this time, as with a token; None for all that it has.
    """

    kind: ActorKind
    key: str
    name: str
    limited_to: frozenset[str] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not self.key or any(letter.isspace() for letter in self.key):
            raise ValueError(f"{self.key!r} cannot stand for an actor: it needs letters without spaces")

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def account(self) -> int | None:
        """The number of the account; None for who has none."""
        return int(self.key) if self.kind in (ActorKind.PERSON, ActorKind.CLIENT) else None


def operator(login: str) -> Actor:
    """Whoever runs a command on the server, by their login there."""
    return Actor(kind=ActorKind.OPERATOR, key="_".join(login.split()) or "unknown", name=login)


def system(part: str) -> Actor:
    """A part of Schoolward that acts by itself, such as the nightly work."""
    return Actor(kind=ActorKind.SYSTEM, key=part, name=f"Schoolward ({part})")
