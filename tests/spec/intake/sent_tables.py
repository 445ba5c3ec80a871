"""Builds the small files that the specifications of delimited formats read, and shows what became of them."""

from collections.abc import Sequence
from datetime import date

from schoolward.intake.batches import Context, ReadFile
from schoolward.register.upn import check_letter

RECEIVED = date(2026, 11, 20)
CONTEXT = Context(received_on=RECEIVED)

URN = "900001"


def upn(number: int) -> str:
    """A sound UPN, another one for each number."""
    digits = f"8{number:011d}"
    return check_letter(digits) + digits


A, B, C = upn(1), upn(2), upn(3)


def table(heading: str, *rows: str) -> bytes:
    """A file with these lines."""
    return "\n".join((heading, *rows, "")).encode()


def refusals(told: ReadFile) -> list[tuple[int, str, str]]:
    """Each refused row's line, field and reason, in order."""
    return [(row["line"], row["field"], row["reason"]) for row in told.rejected.to_pylist()]


def accepted(told: ReadFile, *names: str) -> list[tuple[object, ...]]:
    """These columns of the accepted rows, in order."""
    return [tuple(row[name] for name in names) for row in told.accepted.to_pylist()]


def only(told: ReadFile, names: Sequence[str]) -> dict[str, object]:
    """These columns of the one accepted row; fails where there is not one."""
    assert told.accepted.num_rows == 1, refusals(told)
    row = told.accepted.to_pylist()[0]
    return {name: row[name] for name in names}
