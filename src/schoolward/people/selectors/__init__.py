"""Reads this room's rows for pages, exports and other rooms."""

from schoolward.people.selectors.children import (
    merged_records,
    pupils_known_by,
    records_in_full,
    records_of,
    same_child,
)
from schoolward.people.selectors.families import Family, family_of
from schoolward.people.selectors.matters import decisions_wait, matters_within, records_to_match
from schoolward.people.selectors.scopes import pupils_reached, schools_reached, scope_in_words, urns_within

__all__ = [
    "Family",
    "decisions_wait", "family_of",
    "matters_within",
    "merged_records",
    "pupils_known_by",
    "pupils_reached",
    "records_in_full",
    "records_of",
    "records_to_match",
    "same_child",
    "schools_reached",
    "scope_in_words",
    "urns_within",
]  # fmt: skip
