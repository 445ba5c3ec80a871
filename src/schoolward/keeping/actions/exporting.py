"""Puts on record what leaves the house: the one door through which every file of data goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from schoolward.access.acting import acting
from schoolward.access.actions import CannotBeDone
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.audit.kinds import EventKind

LEAST_PURPOSE = 10


@dataclass(frozen=True, kw_only=True)
class ExportedFile:
    """A file that is about to leave: its bytes, what it holds, by which filters it was drawn, and of which pupils."""

    content: bytes
    name: str
    format: str
    what: str
    rows: int
    filters: Mapping[str, str]
    pupils: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.rows < 0 or not self.what or not self.name:
            raise ValueError("an export says what it is, under which name, and how many rows it has")

    @property
    def sha256(self) -> str:
        """The fingerprint by which the file can be known again."""
        return sha256(self.content).hexdigest()


def exported(
    *,
    file: ExportedFile,
    purpose: str,
    by: Actor,
    at: datetime,
    permission: Permission = Permission.EXPORT,
    about: Iterable[str] = (),
) -> bytes:
    """The file's bytes, once it stands on record that they leave, for what purpose and by whose hand."""
    with acting(by, permission, at=at) as deed:
        if len(purpose.strip()) < LEAST_PURPOSE:
            raise CannotBeDone("Say in a few words what you need the file for.")
        deed.record(
            EventKind.EXPORTED,
            about=[*about, *(f"pupil:{pupil}" for pupil in sorted(file.pupils))],
            what=file.what,
            file=file.name,
            format=file.format,
            rows=file.rows,
            pupils=len(file.pupils),
            filters=dict(file.filters),
            sha256=file.sha256,
            purpose=purpose.strip(),
        )
    return file.content
