"""Tells browsers to load nothing for our pages but what this server gives them, and to keep none of them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class ContentSecurityPolicy:
    """Puts the policy on every answer that does not bring its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        answer.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        return answer


class NothingKept:
    """Lets no browser and nobody on the way keep a page, which may name a pupil. Style sheets bring their own rule."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
