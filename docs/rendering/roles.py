"""The page of who may see and do what, made from the table of roles."""

from docs.rendering.markdown import Page, page, table
from schoolward.access.permissions import Permission
from schoolward.access.roles import ROLES, Role

WORDS = {
    Permission.FIGURES_VIEW: "see figures",
    Permission.ATTENTION_VIEW: "see who needs whom today",
    Permission.PUPIL_VIEW: "see a named pupil's record",
    Permission.FAMILY_VIEW: "see a pupil's family",
    Permission.FAMILY_EDIT: "change what is held on a family",
    Permission.CASELOAD_ASSIGN: "give pupils to officers",
    Permission.GLASS_BREAK: "open one record outside their scope for four hours, with a reason",
    Permission.RECORD_CLOSE: "close a record to all but named people",
    Permission.IDENTITY_SETTLE: "decide who is the same child",
    Permission.LOAD_VIEW: "see what was loaded",
    Permission.LOAD_START: "load files",
    Permission.EXPORT: "take data out as files",
    Permission.ACCOUNTS_MANAGE: "look after accounts and roles",
    Permission.CLIENTS_MANAGE: "look after programs that call the API",
    Permission.JOBS_MANAGE: "watch and stop background work",
    Permission.AUDIT_SEARCH: "search the audit record and review openings by exception",
    Permission.SUBJECT_ACCESS: "make a copy of everything held on a pupil",
    Permission.RETENTION_APPLY: "plan and apply retention, and place legal holds",
}


def roles() -> Page:
    """A line for each role: what it may do, over what it can be given, and whether it needs a second factor."""
    rows = [
        (
            terms.label,
            "; ".join(WORDS.get(each, each.value) for each in Permission if each in terms.permissions),
            ", ".join(sorted(kind.value for kind in terms.scopes)),
            "yes" if any(permission.shows_named_pupils for permission in terms.permissions) else "no",
            _how_it_signs_in(role),
        )
        for role, terms in ROLES.items()
    ]
    return page(
        "roles.md",
        "Who may see and do what",
        "A role is given over a scope (a school, a trust, a cohort, a caseload or the whole borough) from one day to "
        "another, for three years at most. It reaches only the pupils within its scope on the day. A record that is "
        "closed is seen only by the people named for it, within their scope.",
        table(("role", "may", "can be given by", "sees named pupils", "signs in with"), rows),
        made_from="`schoolward/access/roles.py`",
    )


def _how_it_signs_in(role: Role) -> str:
    if role is Role.API_CLIENT:
        return "a token"
    return "a password and a second factor" if ROLES[role].needs_second_factor else "a password"
