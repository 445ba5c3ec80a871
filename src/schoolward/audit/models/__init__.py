"""Events and what they are about."""

from schoolward.audit.models.event import Event, Head, Subject

__all__ = ["Event", "Head", "Subject"]
