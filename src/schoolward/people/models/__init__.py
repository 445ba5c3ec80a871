"""Schools, pupils, rolls, families, and who is the same child.

Words that loads tell have no greatest length here: the store took them in, and following it must not fail for one.
"""

from schoolward.people.models.family import LivesWith, Parent, Parenthood, Siblings
from schoolward.people.models.following import Following
from schoolward.people.models.identity import (
    Evidence,
    IdentityDecision,
    IdentityMatter,
    MatterKind,
    Settlement,
)
from schoolward.people.models.pupil import Pupil, PupilName, PupilUPN, Residence
from schoolward.people.models.roll import CaseloadSpell, CohortMembership, Enrolment, EnrolmentStatus
from schoolward.people.models.school import School, SchoolLink, Trust

__all__ = [
    "CaseloadSpell", "CohortMembership", "Enrolment", "EnrolmentStatus", "Evidence", "Following", "IdentityDecision",
    "IdentityMatter", "LivesWith", "MatterKind", "Parent", "Parenthood", "Pupil", "PupilName", "PupilUPN", "Residence",
    "School", "SchoolLink", "Settlement", "Siblings", "Trust",
]  # fmt: skip
