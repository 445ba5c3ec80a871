"""Legal holds: which pupils' records are kept beyond their time, and why."""

from schoolward.keeping.models.hold import LegalHold

__all__ = ["LegalHold"]
