"""Puts the authority's decisions on who is the same child into the store, as a load of their own."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from schoolward.register.upn import upn_fault
from schoolward.store.delivery import Delivery
from schoolward.store.home import Home
from schoolward.store.loading import load
from schoolward.store.summary import LoadSummary

SENDER = "identity decisions"
HEADING = ("upn", "same_as_upn", "reference", "source")


@dataclass(frozen=True, kw_only=True)
class IdentityDecision:
    """That one record is the same child as another, which is kept; or, without another, that it stands on its own.

    `reference` is that of this decision and of no other on the record: one told twice changes nothing.
    """

    upn: str
    same_as_upn: str | None
    reference: str
    source: str = "Schoolward"

    def __post_init__(self) -> None:
        for upn in filter(None, (self.upn, self.same_as_upn)):
            if upn_fault(upn) is not None:
                raise ValueError(f"an identity decision names a UPN that cannot be one ({upn_fault(upn)})")
        if not self.upn or not self.reference.strip():
            raise ValueError("an identity decision needs the UPN of a record and a reference of its own")


def record_identity_decisions(
    home: Home, decisions: Iterable[IdentityDecision], *, by: str, at: datetime
) -> LoadSummary:
    """Loads the decisions, all or none; those that the store holds already change nothing, and `load` is then null.

    RowsRefused, with the reasons, if one cannot stand; LoadRefused if `at` lies long before the last load: what was
    known when cannot be changed.
    """
    rows = [(one.upn, one.same_as_upn or "", one.reference, one.source) for one in decisions]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows((HEADING, *rows))
    delivery = Delivery(
        received_at=at,
        sender=SENDER,
        written=(("identity decisions.csv", text.getvalue().encode()),),
        received_now=True,
    )
    return load(home, delivery, by=by, now=at, whole=True)
