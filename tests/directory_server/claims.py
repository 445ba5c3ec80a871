"""What the provider says of somebody in its token, and how a token goes wrong when a test asks for it."""

import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from oauth2_provider.oauth2_validators import OAuth2Validator

PEOPLE: dict[str, dict[str, Any]] = {}
"""By user name: claims, and the flaw of their tokens, if any. The tests write it through the address /people/."""


class Claims(OAuth2Validator):
    """Groups and the ways of signing in stand in the token, whatever scopes are asked for."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        """The claims of the person."""
        claims: dict[str, Any] = PEOPLE[request.user.username]["claims"]
        return claims

    def finalize_id_token(self, id_token: Any, token: Any, token_handler: Any, request: Any) -> str:
        """The signed token; or a bad one."""
        signed: str = super().finalize_id_token(id_token, token, token_handler, request)
        flaw = PEOPLE[request.user.username].get("flaw")
        return flawed(signed, flaw) if flaw else signed


def flawed(signed: str, flaw: str) -> str:
    """The token with one thing wrong with it."""
    claims = jwt.decode(signed, options={"verify_signature": False})
    kid = jwt.get_unverified_header(signed)["kid"]
    key: Any = settings.OAUTH2_PROVIDER["OIDC_RSA_PRIVATE_KEY"]
    match flaw:
        case "expired":
            claims["exp"] = int(time.time()) - 60
        case "wrong audience":
            claims["aud"] = "another-application"
        case "wrong issuer":
            claims["iss"] = "https://elsewhere.example.org"
        case "forged":
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        case "unknown key":
            kid = "a-key-that-nobody-published"
        case "unsigned":
            return jwt.encode(claims, key=None, algorithm="none", headers={"kid": kid})
        case "signed with a shared secret":
            return jwt.encode(claims, key="x" * 64, algorithm="HS256", headers={"kid": kid})
        case "no key named":
            return jwt.encode(claims, key=key, algorithm="RS256")
        case "of nobody":
            del claims["sub"]
        case "left out":
            return ""
        case "no token":
            return "this is no token"
    return jwt.encode(claims, key=key, algorithm="RS256", headers={"kid": kid})
