"""The reasons for which a decision on who is the same child is refused, with the way to mend each."""

from schoolward.intake.reason import Reason

# Who is the same child
REASONS: dict[str, Reason] = {
    "identity_reference": Reason(
        "the reference of the decision is missing or is longer than 60 characters",
        "give the reference that the decision has in your own records",
    ),
    "duplicate_identity": Reason(
        "the file has the same decision on another line",
        "nothing is lost; send each decision once",
    ),
    "conflicting_identities": Reason(
        "two different decisions on this record came together, and nobody can tell which is to stand",
        "send the one that is to stand alone",
    ),
    "identity_reference_used": Reason(
        "a decision of this reference was taken in for this record before, and it was another one or no longer stands",
        "give a decision taken since then a reference of its own",
    ),
    "identity_alone": Reason(
        "the record stands on its own already: no decision that stands takes it for the same child as another",
        "check the UPN; to part two records, name the one that is not kept",
    ),
    "identity_circle": Reason(
        "the record that would be kept is itself taken for the same child as this one",
        "nothing is lost if the records are to be one child; to keep the other record, send first that it stands on "
        "its own, and in a later delivery which is the same as it",
    ),
}
