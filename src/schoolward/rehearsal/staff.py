"""Names the people who work in the fictional borough, with the roles that each is invited to."""

from dataclasses import dataclass

from schoolward.access.keys import ScopeKind
from schoolward.access.offers import RoleOffer
from schoolward.access.roles import ROLES, Role
from schoolward.rehearsal.places import Places

PASSWORD = "paper lanterns in july"
"""Of every account of the demo. It is no secret: nobody may use it anywhere else."""
SECRET = "KBUW4ZDFOJZW433XMZXWK2DB"
"""What every authenticator of the demo is given (base 32)."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """Somebody's part in the year. `key` names the address; `looks` are pupils' pages opened on a school day."""

    key: str
    name: str
    job_title: str
    offers: tuple[RoleOffer, ...]
    looks: int = 0

    @property
    def email(self) -> str:
        """An address that reaches nobody."""
        return f"{self.key}@example.org"

    @property
    def role(self) -> Role:
        """The first of the roles, by which the post is known."""
        return self.offers[0].role


ADMINISTRATOR, OFFICER, MANAGER = "administrator", "attendance.officer", "team.manager"
VIRTUAL_SCHOOL, CHAMPION, OFFICE = "virtual.school", "attendance.champion", "school.office"
DATA_OFFICER, PROTECTION_OFFICER = "data.officer", "data.protection"
LEAVER, MOVER, UNUSED = "former.officer", "moved.officer", "quiet.clerk"

COHORTS_IN_CARE = ("looked_after", "previously_looked_after", "kinship")


def posts(places: Places) -> tuple[Post, ...]:
    """One person of each role, and besides them somebody who leaves, one who moves and one who never comes back."""
    secondary, trust = f"school:{places.secondary.pk}", f"trust:{places.trust}"
    first, second = (f"school:{school.pk}" for school in places.primaries)
    officer, clerk = Role.ATTENDANCE_OFFICER, Role.COMMITTEE_CLERK
    return (
        _post(ADMINISTRATOR, "Ottilie Umberstead", (Role.ADMINISTRATOR, "borough")),
        _post(
            OFFICER, "Perpetua Quillstead", (officer, "caseload"), (officer, first), (officer, second), looks=14
        ),
        _post(MANAGER, "Bartholomew Kestlemoor", (Role.TEAM_MANAGER, "borough"), looks=6),
        _post(
            VIRTUAL_SCHOOL, "Seraphina Tollermere",
            *((Role.VIRTUAL_SCHOOL, f"cohort:{cohort}") for cohort in COHORTS_IN_CARE),
            looks=7,
        ),
        _post(CHAMPION, "Ignatius Wagtailby", (Role.ATTENDANCE_CHAMPION, secondary), looks=6),
        _post(OFFICE, "Clementina Pipperdale", (Role.SCHOOL_OFFICE, secondary), looks=4),
        _post("trust.lead", "Leopold Corvenholt", (Role.TRUST_LEAD, trust)),
        _post("strategic.lead", "Marguerite Zennorcote", (Role.STRATEGIC_LEAD, "borough")),
        _post("committee.clerk", "Thaddeus Mossenby", (clerk, "borough")),
        _post(DATA_OFFICER, "Wilhelmina Fennickshaw", (Role.DATA_OFFICER, "borough"), looks=3),
        _post(PROTECTION_OFFICER, "Cornelius Drabblecombe", (Role.DATA_PROTECTION_OFFICER, "borough")),
        _post(LEAVER, "Hortensia Wimberdale", (officer, first), looks=5),
        _post(MOVER, "Montague Pottersmoss", (officer, second), looks=5),
        _post(UNUSED, "Euphemia Yaffleworth", (clerk, "borough")),
    )  # fmt: skip


def _post(key: str, name: str, *offers: tuple[Role, str], looks: int = 0) -> Post:
    """A post whose job is called after its first role."""
    return Post(
        key=key,
        name=name,
        job_title=ROLES[offers[0][0]].label,
        offers=tuple(RoleOffer.as_written(role.value, scope) for role, scope in offers),
        looks=looks,
    )


def has_caseload(post: Post) -> bool:
    """Whether the post looks after a caseload of its own."""
    return any(offer.scope_kind is ScopeKind.CASELOAD for offer in post.offers)
