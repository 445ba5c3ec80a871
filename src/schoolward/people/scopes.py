"""Which scope keys the rows of this room answer to."""

from schoolward.access.keys import ScopeKind
from schoolward.access.scoping import ScopedBy, Scoping, Spells

LEAVERS_STAY_VISIBLE_DAYS = 90
"""How long a school and its trust still see a pupil who has left: they owe returns and answers on the leaving."""

PUPIL_SCOPING = Scoping(
    model="people.Pupil",
    whole="child",
    spells=(
        Spells(
            kind=ScopeKind.SCHOOL, model="people.Enrolment", record="pupil", key="school_id",
            from_on="entry_on", last_on="leaving_on", lingering_days=LEAVERS_STAY_VISIBLE_DAYS,
        ),
        Spells(
            kind=ScopeKind.TRUST, model="people.Enrolment", record="pupil", key="school__trust_id",
            from_on="entry_on", last_on="leaving_on", lingering_days=LEAVERS_STAY_VISIBLE_DAYS,
        ),
        Spells(kind=ScopeKind.COHORT, model="people.CohortMembership", record="pupil", key="cohort"),
        Spells(kind=ScopeKind.CASELOAD, model="people.CaseloadSpell", record="pupil", key="officer_id"),
    ),
)  # fmt: skip

OWN = ScopedBy(scoping=PUPIL_SCOPING)
"""A pupil answers for itself."""

BY_PUPIL = ScopedBy(scoping=PUPIL_SCOPING, path="pupil")
"""What is kept on a pupil is seen by whoever may see the pupil."""
