"""Signing in by the council's directory (OpenID Connect): whom it vouches for, and in which groups they are."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from requests import RequestException

from schoolward.access.actions import DirectoryPerson, admit_from_directory
from schoolward.audit.actor import system
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.recording import record

KEPT_CLAIMS = ("amr", "acr")


class CouncilDirectory(OpenIDConnectOAuth2Adapter):
    """The directory's tokens, whose signature is checked though they come straight from it."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **told: Any
    ) -> SocialLogin:
        """Carries what the token says; only how somebody signed in there is kept."""
        try:
            if not told["response"].get("id_token"):
                raise OAuth2Error("no id_token")
            login = super().complete_login(request, app, token, **told)
        except (KeyError, TypeError, ValueError) as fault:  # a token so wrong that reading it stumbles
            raise OAuth2Error("Invalid id_token") from fault
        login.claims = login.account.extra_data["id_token"]
        login.account.extra_data = {name: login.claims[name] for name in KEPT_CLAIMS if name in login.claims}
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return claims


class SignInByDirectory(DefaultSocialAccountAdapter):
    """What allauth asks of us about people whom the directory vouches for."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Brings account and roles to what the token says, or refuses with a plain page."""
        claims = sociallogin.claims
        email = str(claims.get("email") or "")
        if not email or claims.get("email_verified") is False:
            record(EventKind.DIRECTORY_REFUSED, by=system("directory"), at=now(), detail={"why": "address"})
            raise ImmediateHttpResponse(_refused(request, status=403, why="address"))
        account = admit_from_directory(
            person=DirectoryPerson(
                directory=sociallogin.account.provider,
                key=sociallogin.account.uid,
                email=email,
                name=str(claims.get("name") or email),
            ),
            offers=settings.DIRECTORY_GROUPS.offers_to(_groups(claims)),
            days=settings.DIRECTORY_ROLE_DAYS,
            by=system("directory"),
            at=now(),
        )
        if account is None:
            raise ImmediateHttpResponse(_refused(request, status=403, why="role"))
        if not sociallogin.is_existing:
            sociallogin.lookup()

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        """Answers a token that does not hold with a plain page, and records it."""
        why = "cancelled" if request.GET.get("error") == "access_denied" else "token"
        record(EventKind.DIRECTORY_REFUSED, by=system("directory"), at=now(), detail={"why": why})
        raise ImmediateHttpResponse(_refused(request, status=401, why=why))


def sign_in(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Sends the browser to the directory."""
    try:
        return _answer(OAuth2LoginView, request, provider_id)
    except RequestException:
        return _refused(request, status=503, why="unreachable")


def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Where the directory sends the browser back to."""
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = view.adapter_view(CouncilDirectory(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer


def _refused(request: HttpRequest, *, status: int, why: str) -> HttpResponseBase:
    return render(request, "web/directory_refused.html", {"why": why}, status=status)


def _groups(claims: dict[str, Any]) -> list[str]:
    told = claims.get(settings.DIRECTORY_GROUPS_CLAIM)
    return [str(group) for group in told] if isinstance(told, list) else []
