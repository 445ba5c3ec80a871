"""What each role may do, and over what it can be given: the table that tests/spec/access shows."""

from dataclasses import dataclass
from enum import StrEnum

from schoolward.access.keys import ScopeKind
from schoolward.access.permissions import Permission


class Role(StrEnum):
    """A part that somebody plays. The value is stable: grants and directories name it."""

    ATTENDANCE_OFFICER = "attendance_officer"
    TEAM_MANAGER = "team_manager"
    VIRTUAL_SCHOOL = "virtual_school"
    ATTENDANCE_CHAMPION = "attendance_champion"
    SCHOOL_OFFICE = "school_office"
    TRUST_LEAD = "trust_lead"
    STRATEGIC_LEAD = "strategic_lead"
    COMMITTEE_CLERK = "committee_clerk"
    DATA_OFFICER = "data_officer"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ADMINISTRATOR = "administrator"
    API_CLIENT = "api_client"


@dataclass(frozen=True, kw_only=True)
class RoleTerms:
    """A role's name on the screen, its permissions, and the kinds of scope that it can be given."""

    label: str
    permissions: frozenset[Permission]
    scopes: frozenset[ScopeKind]

    @property
    def needs_second_factor(self) -> bool:
        """Whether it shows named pupils or changes who may see them."""
        return any(permission.shows_named_pupils for permission in self.permissions) or (
            Permission.ACCOUNTS_MANAGE in self.permissions
        )


_P = Permission
_S = ScopeKind
_SCHOOLS = frozenset({_S.SCHOOL, _S.TRUST})
_BOROUGH = frozenset({_S.BOROUGH})

ROLES: dict[Role, RoleTerms] = {
    Role.ATTENDANCE_OFFICER: RoleTerms(
        label="Attendance officer",
        permissions=frozenset(
            {_P.FIGURES_VIEW, _P.ATTENTION_VIEW, _P.PUPIL_VIEW, _P.FAMILY_VIEW, _P.FAMILY_EDIT, _P.GLASS_BREAK}
        ),
        scopes=frozenset({_S.SCHOOL, _S.TRUST, _S.COHORT, _S.CASELOAD, _S.BOROUGH}),
    ),
    Role.TEAM_MANAGER: RoleTerms(
        label="Team manager",
        permissions=frozenset(
            {
                _P.FIGURES_VIEW, _P.ATTENTION_VIEW, _P.PUPIL_VIEW, _P.FAMILY_VIEW, _P.FAMILY_EDIT,
                _P.CASELOAD_ASSIGN, _P.GLASS_BREAK, _P.RECORD_CLOSE, _P.EXPORT,
            }
        ),
        scopes=frozenset({_S.SCHOOL, _S.TRUST, _S.COHORT, _S.BOROUGH}),
    ),
    Role.VIRTUAL_SCHOOL: RoleTerms(
        label="Virtual school",
        permissions=frozenset(
            {_P.FIGURES_VIEW, _P.ATTENTION_VIEW, _P.PUPIL_VIEW, _P.FAMILY_VIEW, _P.GLASS_BREAK, _P.EXPORT}
        ),
        scopes=frozenset({_S.COHORT}),
    ),
    Role.ATTENDANCE_CHAMPION: RoleTerms(
        label="School attendance champion",
        permissions=frozenset({_P.FIGURES_VIEW, _P.ATTENTION_VIEW, _P.PUPIL_VIEW, _P.LOAD_VIEW, _P.EXPORT}),
        scopes=_SCHOOLS,
    ),
    Role.SCHOOL_OFFICE: RoleTerms(
        label="School office",
        permissions=frozenset({_P.FIGURES_VIEW, _P.PUPIL_VIEW, _P.LOAD_VIEW, _P.LOAD_START}),
        scopes=frozenset({_S.SCHOOL}),
    ),
    Role.TRUST_LEAD: RoleTerms(
        label="Trust or governing-body lead",
        permissions=frozenset({_P.FIGURES_VIEW}),
        scopes=_SCHOOLS,
    ),
    Role.STRATEGIC_LEAD: RoleTerms(
        label="Strategic lead", permissions=frozenset({_P.FIGURES_VIEW}), scopes=_BOROUGH
    ),
    Role.COMMITTEE_CLERK: RoleTerms(
        label="Committee clerk", permissions=frozenset({_P.FIGURES_VIEW}), scopes=_BOROUGH
    ),
    Role.DATA_OFFICER: RoleTerms(
        label="Data officer",
        permissions=frozenset(
            {_P.FIGURES_VIEW, _P.PUPIL_VIEW, _P.IDENTITY_SETTLE, _P.LOAD_VIEW, _P.LOAD_START, _P.JOBS_MANAGE, _P.EXPORT}
        ),
        scopes=_BOROUGH,
    ),
    Role.DATA_PROTECTION_OFFICER: RoleTerms(
        label="Data protection officer",
        permissions=frozenset(
            {_P.PUPIL_VIEW, _P.FAMILY_VIEW, _P.AUDIT_SEARCH, _P.SUBJECT_ACCESS, _P.RETENTION_APPLY, _P.RECORD_CLOSE}
        ),
        scopes=_BOROUGH,
    ),
    Role.ADMINISTRATOR: RoleTerms(
        label="Administrator",
        permissions=frozenset({_P.ACCOUNTS_MANAGE, _P.CLIENTS_MANAGE, _P.JOBS_MANAGE}),
        scopes=_BOROUGH,
    ),
    Role.API_CLIENT: RoleTerms(
        label="API client",
        permissions=frozenset({_P.FIGURES_VIEW, _P.ATTENTION_VIEW, _P.PUPIL_VIEW, _P.LOAD_VIEW, _P.LOAD_START}),
        scopes=frozenset(ScopeKind) - {_S.CASELOAD},
    ),
}  # fmt: skip
"""Nobody holds more than their work needs: who manages accounts sees no pupil, who leads sees figures."""
