"""What can be permitted: one word for each thing that somebody may be let do or see."""

from enum import StrEnum


class Permission(StrEnum):
    """Something that a role may let its holder do, within the scope of the grant."""

    FIGURES_VIEW = "figures.view"
    ATTENTION_VIEW = "attention.view"
    PUPIL_VIEW = "pupil.view"
    FAMILY_VIEW = "family.view"
    FAMILY_EDIT = "family.edit"
    CASELOAD_ASSIGN = "caseload.assign"
    GLASS_BREAK = "glass.break"
    RECORD_CLOSE = "record.close"
    IDENTITY_SETTLE = "identity.settle"
    LOAD_VIEW = "load.view"
    LOAD_START = "load.start"
    EXPORT = "export"
    ACCOUNTS_MANAGE = "accounts.manage"
    CLIENTS_MANAGE = "clients.manage"
    JOBS_MANAGE = "jobs.manage"
    AUDIT_SEARCH = "audit.search"
    SUBJECT_ACCESS = "subject.access"
    RETENTION_APPLY = "retention.apply"

    @property
    def shows_named_pupils(self) -> bool:
        """Whether whoever holds it sees pupils by name, and so needs a second factor to sign in."""
        return self in _NAMED


_NAMED = frozenset(
    {
        Permission.ATTENTION_VIEW,
        Permission.PUPIL_VIEW,
        Permission.FAMILY_VIEW,
        Permission.FAMILY_EDIT,
        Permission.CASELOAD_ASSIGN,
        Permission.GLASS_BREAK,
        Permission.RECORD_CLOSE,
        Permission.IDENTITY_SETTLE,
        Permission.LOAD_VIEW,
        Permission.AUDIT_SEARCH,
        Permission.SUBJECT_ACCESS,
        Permission.RETENTION_APPLY,
    }
)
