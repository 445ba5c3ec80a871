"""What a family reads: every kind of record and every field in plain words."""

from collections.abc import Mapping
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

KINDS: Mapping[str, tuple[str, str]] = {
    "people.pupil": ("Who the child is", "Schools tell us this. It is how we know which child a register means."),
    "people.pupilupn": ("Pupil numbers", "The number by which schools name a child. It can change."),
    "people.pupilname": ("Names", "Every name that a school has told us, with the day from which it held."),
    "people.residence": ("Addresses", "Where the child lived, as far as we were told."),
    "people.enrolment": ("Schools", "On the roll of which school the child was, and when."),
    "people.cohortmembership": ("Groups", "Groups that the child was in, such as young carers, and who told us."),
    "people.caseloadspell": ("Attendance officer", "Who at the council looked after the child's attendance."),
    "people.parent": ("Parents and carers", "Who the child's parents and carers are, and how to reach them."),
    "people.parenthood": ("Ties to parents and carers", "How each is related to the child."),
    "people.liveswith": ("Who the child lives with", "As far as we were told."),
    "people.siblings": ("Brothers and sisters", "Whom somebody told us to be a brother or sister."),
    "people.identitymatter": ("Records that looked alike", "Where two records seemed to be one child's."),
    "people.identitydecision": ("Records put together", "Where we found two records to be one child's, or not."),
    "access.closedrecord": ("When the record was closed", "While a record is closed, only named people may see it."),
    "access.namedperson": ("Who could see the closed record", "Those to whom it stayed open."),
    "access.brokenglass": ("When the record was opened by exception", "Somebody from outside saw it, for a reason."),
    "keeping.legalhold": ("When the record was kept for a legal matter", "Nothing was deleted in that time."),
    "store.pupils": ("Pupil numbers in the registers", "The number under which the registers know the child."),
    "store.enrolments": ("What schools told us", "Each time that a school told us of the child's place there."),
    "store.cohorts": ("What we were told of groups", "Each time that somebody told us of a group."),
    "store.identities": ("Records put together in the registers", "Which records count as one child's."),
    "store.steps": ("Steps taken", "What was done for or with the child and the family, such as letters and plans."),
    "store.termly_absence": ("Absence by term", "Totals that the school gave in the School Census."),
    "store.rejects": ("Rows that we could not take in", "A school sent them with a mistake, and can mend them."),
}  # fmt: skip
"""By the label of a model or the name of a table: its heading, and a sentence on what it is."""

FIELDS: Mapping[str, str] = {
    "account": "Who", "address": "Address", "at": "When", "attributes_from": "Holds from",
    "authorised_absence_sessions": "Sessions of authorised absence", "because": "Because", "child": "Record kept",
    "closed": "Closed record", "closed_at": "Closed", "code": "Code", "code_sessions": "Sessions with that reason",
    "cohort": "Group", "comment": "Comment", "decided_at": "Decided", "decided_by": "Decided by",
    "detail": "Details", "dob": "Date of birth", "email": "E-mail", "enrolment_status": "Registration",
    "entry_on": "First day", "ethnicity": "Ethnicity (census code)", "event": "What happened",
    "evidence": "What spoke for it", "field": "Which part", "file": "File in the delivery", "forename": "First name",
    "found_at": "Found", "free_school_meals": "Free school meals", "from_at": "From", "from_on": "From",
    "has_parental_responsibility": "Parental responsibility", "home_authority": "Council where the child lives",
    "id": "Number here", "is_told_by_loads": "Told by a school", "kept": "Record kept", "kind": "Kind",
    "last_on_roll_on": "Last day on any roll", "leaving_on": "Last day", "lifted_by": "Ended by", "line": "Line",
    "lines": "Address", "load": "Told by", "middle_names": "Middle names", "minutes_late": "Minutes late",
    "officer": "Officer", "on": "Day", "opened_at": "Opened", "other": "Other record", "parent": "Parent or carer",
    "placed_by": "Decided by", "possible_sessions": "Sessions in all", "postcode": "Postcode", "pupil": "Record",
    "reason": "Reason", "record_id": "Record number", "record_kind": "Kind of record", "recorded_at": "Put in",
    "reference": "Reference", "relationship": "Relationship", "reopened_at": "Opened again", "replaced": "Replaced",
    "review": "What was found", "reviewed_at": "Looked into", "reviewed_by": "Looked into by",
    "same_as": "Same child as", "school": "School", "sen_provision": "Special educational needs",
    "session": "Half of the day", "settled_at": "Settled", "settled_by": "Settled by", "settlement": "Found to be",
    "sex": "Sex", "sibling": "Brother or sister", "source": "Who told us", "surname": "Last name",
    "telephone": "Telephone", "title": "Title", "unauthorised_absence_sessions": "Sessions of unauthorised absence",
    "until_at": "Until", "until_on": "Until", "upn": "Pupil number (UPN)", "value": "What stood there", "ward": "Ward",
    "window": "Which terms", "year_group": "Year group",
}  # fmt: skip
"""By the name of a field or a column."""

CODES: Mapping[str, Mapping[str, str]] = {
    FIELDS["sex"]: {"F": "Female", "M": "Male"},
    FIELDS["sen_provision"]: {
        "N": "None",
        "K": "SEN support",
        "E": "Education, health and care plan",
    },
    FIELDS["enrolment_status"]: {
        "C": "Single registration",
        "M": "Main registration (dual registered)",
        "S": "Subsidiary registration (dual registered)",
    },
    FIELDS["session"]: {"AM": "Morning", "PM": "Afternoon"},
}
"""By the words of a field, what its codes mean."""


def heading_of(kind: str) -> tuple[str, str]:
    """The heading and the sentence of a kind of record; of a new one, its own name."""
    return KINDS.get(kind, (kind.partition(".")[2].replace("_", " ").capitalize(), "Held by the council."))


def place_of(kind: str) -> tuple[int, str]:
    """Where a kind of record stands in the copy: as listed here, who the child is first; a new one last."""
    places = list(KINDS)
    return (places.index(kind) if kind in KINDS else len(places)), kind


def code_in_words(field: str, value: object) -> object:
    """What a code of a field means, by the field's words; anything else as it is."""
    return CODES.get(field, {}).get(value, value) if isinstance(value, str) else value


def day_in_words(on: date) -> str:
    """A day as people write it, in English whatever the machine's language."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def field_in_words(name: str) -> str:
    """A field as a family reads it."""
    return FIELDS.get(name, name.replace("_", " ").capitalize())
