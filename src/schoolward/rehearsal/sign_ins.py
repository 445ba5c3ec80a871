"""Says in plain text who can sign in to the fictional borough, with what, and over what they see."""

from datetime import date

from schoolward.access.keys import BOROUGH
from schoolward.access.models import Grant
from schoolward.access.roles import ROLES, Role
from schoolward.people.selectors import scope_in_words
from schoolward.rehearsal.staff import PASSWORD, SECRET
from schoolward.rehearsal.taking_on import Staff

HEADING = """\
Who can sign in to the fictional borough. Everything here is invented, and none of it is secret.

Password of everybody: {password}
Key of everybody's second factor: {secret}
  Type it into an authenticator app once (time-based, six digits); or use: oathtool --totp --base32 {secret}
  Each account takes a code once: wait for the next one to sign in again.

"""


def as_text(staff: Staff, *, on: date) -> str:
    """A line a person, by post, with the roles of the day; and the token of the program."""
    lines = []
    for post in staff.posts:
        grants = Grant.objects.filter(account=staff.accounts[post.key], from_on__lte=on, until_on__gte=on)
        scopes: dict[str, list[str]] = {}
        for grant in grants.order_by("pk"):
            scopes.setdefault(ROLES[Role(grant.role)].label, []).append(scope_in_words(grant.scope))
        held = "; ".join(f"{label}: {', '.join(several)}" for label, several in scopes.items())
        lines.append(f"{post.email:<32}{post.name:<26}{held or 'has left, and cannot sign in'}")
    program = staff.program
    lines += [
        "",
        f"{program.account.name}, a program, calls the API with the token",
        f"  {program.letters}",
        f"  until {program.token.expires_at:%d.%m.%Y}; it sees {scope_in_words(BOROUGH).lower()}.",
    ]
    return HEADING.format(password=PASSWORD, secret=SECRET) + "\n".join(lines) + "\n"
