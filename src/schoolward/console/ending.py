"""How a command ends: an exit code for each kind of failure, and one plain sentence instead of a traceback."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer
from rich.console import Console
from rich.text import Text

from schoolward.attention.enrolments import NotOnRoll
from schoolward.console.database import DatabaseNotReady, NotDone
from schoolward.law.local_policy import LocalPolicyFault
from schoolward.law.values import LawNotFound
from schoolward.measures.definitions import UnknownMeasure
from schoolward.measures.dimensions import UnknownDimension
from schoolward.measures.figures import BadQuestion
from schoolward.store.connection import UNREADABLE
from schoolward.store.copy_manifest import BadCopy
from schoolward.store.copying import CopyRefused
from schoolward.store.delivery import BadDelivery
from schoolward.store.environment import SettingFault
from schoolward.store.home import NoHome
from schoolward.store.loading import LoadRefused
from schoolward.store.scrubbing import ScrubRefused
from schoolward.store.tables import StoreDamaged
from schoolward.store.transaction import TablesKeepChanging

WIDTH_OF_A_FILE = 140
"""Letters in a line where the output goes to a file or a pipe, which have no width of their own."""

# What senders wrote may hold brackets and colons; they are letters, not signs for colours and pictures.
screen = Console(markup=False, emoji=False)
if not screen.is_terminal and "COLUMNS" not in os.environ:
    screen = Console(width=WIDTH_OF_A_FILE, markup=False, emoji=False)
errors = Console(stderr=True, soft_wrap=True, markup=False, emoji=False, highlight=False)


class Exit(IntEnum):
    """What a script can tell from the exit code."""

    DONE = 0
    FAILED = 1
    REFUSED = 2
    ROWS_REJECTED = 3
    NO_HOME = 4
    STORE_DAMAGED = 5
    DIFFERENT = 6
    TAMPERED = 7
    NO_DATABASE = 8


_ENDINGS: dict[type[Exception], Exit] = {
    NoHome: Exit.NO_HOME,
    BadDelivery: Exit.REFUSED,
    LoadRefused: Exit.REFUSED,
    BadQuestion: Exit.REFUSED,
    UnknownMeasure: Exit.REFUSED,
    UnknownDimension: Exit.REFUSED,
    LawNotFound: Exit.REFUSED,
    NotOnRoll: Exit.REFUSED,
    LocalPolicyFault: Exit.REFUSED,
    StoreDamaged: Exit.STORE_DAMAGED,
    TablesKeepChanging: Exit.STORE_DAMAGED,
    DatabaseNotReady: Exit.NO_DATABASE,
    NotDone: Exit.REFUSED,
    SettingFault: Exit.REFUSED,
    CopyRefused: Exit.REFUSED,
    BadCopy: Exit.REFUSED,
    ScrubRefused: Exit.REFUSED,
}


@contextmanager
def plain_endings() -> Iterator[None]:
    """Turns what can be expected to go wrong into a sentence on standard error and an exit code."""
    try:
        yield
    except tuple(_ENDINGS) as fault:
        say_wrong(str(fault))
        raise typer.Exit(next(code for kind, code in _ENDINGS.items() if isinstance(fault, kind))) from None
    except UNREADABLE as fault:
        say_wrong(f"the store's files cannot be read or written: {str(fault).splitlines()[0]}")
        raise typer.Exit(Exit.STORE_DAMAGED) from None
    except OSError as fault:
        said = f"{fault.strerror}: {fault.filename}" if fault.strerror and fault.filename else str(fault)
        say_wrong(said.strip(" :") or "a file cannot be read or written")
        raise typer.Exit(Exit.FAILED) from None


def say_wrong(sentence: str) -> None:
    """Says on standard error what went wrong."""
    errors.print(Text.assemble(("schoolward:", "bold red"), " ", sentence))
