"""Tells the data protection officer by e-mail what cannot wait until they sign in; it names no pupil."""

from django.core.mail import send_mail

from schoolward.access.glass import holders_of
from schoolward.access.models import BrokenGlass
from schoolward.access.reach import HERE, day_of
from schoolward.access.roles import Role

SUBJECT = "A record was opened by exception"

BODY = """\
{who} opened a record outside their scope on {when}, for four hours.

Sign in to Schoolward and choose "Records opened by exception" to read the reason, to see what was looked at, and to
say what you found.

This message names no child on purpose.
"""


def tell_of_broken_glass(glass: BrokenGlass) -> None:
    """Writes to every account that is data protection officer on the day."""
    local = glass.opened_at.astimezone(HERE)
    when = f"{local.day} {local:%B %Y at %H:%M}"
    text = BODY.format(who=glass.account.name, when=when)
    for officer in holders_of(Role.DATA_PROTECTION_OFFICER, on=day_of(glass.opened_at)):
        send_mail(SUBJECT, text, None, [officer.email])
