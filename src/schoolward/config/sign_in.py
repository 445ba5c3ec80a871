"""Reads how people sign in and how mail leaves: the council's directory, its groups, the mail server."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from schoolward.access.groups import NO_GROUPS, DirectoryGroups, GroupsFault, read_groups
from schoolward.store.environment import PREFIX, Environment, SettingFault

DIRECTORY = "directory"
"""What the council's directory is called in addresses and in what is kept of its people."""
LOCAL = ("localhost", "127.0.0.1", "::1")


def directory_of(told: Environment) -> dict[str, Any]:
    """The directory as allauth's SOCIALACCOUNT_PROVIDERS wants it; nothing where none is set."""
    issuer = _issuer(told)
    if not issuer:
        return {}
    client, secret = told.text("OIDC_CLIENT_ID"), told.text("OIDC_CLIENT_SECRET")
    if not client or not secret:
        raise SettingFault(
            f"{PREFIX}OIDC_ISSUER needs {PREFIX}OIDC_CLIENT_ID and {PREFIX}OIDC_CLIENT_SECRET too"
        )
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": DIRECTORY,
                    "name": "the council's directory",
                    "client_id": client,
                    "secret": secret,
                    # Only the signed token is believed.
                    "settings": {"server_url": issuer, "fetch_userinfo": False},
                }
            ],
        }
    }


def groups_of(told: Environment) -> DirectoryGroups:
    """Which group of the directory gives which roles."""
    if not _issuer(told):
        return NO_GROUPS
    file = told.home / told.text("OIDC_GROUPS", "directory-groups.json")
    try:
        return read_groups(file.read_text(encoding="utf-8"), file=str(file))
    except OSError:
        raise SettingFault(
            f"{PREFIX}OIDC_ISSUER needs the file {file}, which says what each group may do"
        ) from None
    except GroupsFault as fault:
        raise SettingFault(str(fault)) from None


def policy_of(told: Environment) -> str:
    """What browsers may load and send for our pages: our own, and to the directory its own form."""
    issuer = urlsplit(_issuer(told))
    forms = f"'self' {issuer.scheme}://{issuer.netloc}" if issuer.netloc else "'self'"
    return (
        f"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action {forms}"
    )


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """How messages leave. Without a host they are printed where the server runs."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    is_tls: bool = False
    starts_tls: bool = False

    @property
    def backend(self) -> str:
        """Django's way to send."""
        return f"django.core.mail.backends.{'smtp' if self.host else 'console'}.EmailBackend"


def mail_of(told: Environment) -> MailServer:
    """The mail server, if one is set."""
    address = told.text("MAIL")
    if not address:
        return MailServer()
    parts = urlsplit(address)
    fault = f"{PREFIX}MAIL is no address of a mail server: write smtp://USER:PASSWORD@HOST:587"
    try:
        port = parts.port
    except ValueError:
        raise SettingFault(fault) from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingFault(fault)
    is_tls = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=port or (465 if is_tls else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=is_tls,
        # A password never goes over the wire in clear, but for a server on the same machine.
        starts_tls=not is_tls and parts.hostname not in LOCAL,
    )


def _issuer(told: Environment) -> str:
    issuer = told.text("OIDC_ISSUER").rstrip("/")
    parts = urlsplit(issuer)
    if issuer and parts.scheme != "https" and parts.hostname not in LOCAL:
        raise SettingFault(f"{PREFIX}OIDC_ISSUER is {issuer!r}: write the https:// address of the directory")
    return issuer
