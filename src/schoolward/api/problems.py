"""Says what went wrong, in plain English and one form, and nothing of what lies behind."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from ninja import Field, Schema

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "The request cannot be read",
    401: "A token is needed",
    403: "Not permitted",
    404: "Not found",
    405: "Not possible here",
    409: "Not possible now",
    413: "Too large",
    422: "Something in the request has to be mended",
    429: "Too many calls",
    500: "Sorry, there is a problem",
    503: "No data can be read",
}

DETAILS = {
    400: "Send it as the description of the API says.",
    401: "Send a token that is in use in the header Authorization, as: Bearer TOKEN. "
    "Whoever looks after the API at the authority can issue one.",
    403: "This token or its client does not include what you asked for. "
    "Ask whoever looks after the API at the authority if you need it.",
    404: "There is no such thing here, or it is not within the scope of this client.",
    405: "The description of the API says which methods this address knows.",
    500: "Nothing was changed. Try again in a few minutes.",
}


class ProblemTold(Schema):
    """What went wrong."""

    title: str = Field(
        description="What sort of thing went wrong; the same words for every problem of a status."
    )
    detail: str = Field(description="What went wrong, where, and how to mend it.")
    status: int = Field(description="The status of the answer.", ge=400, le=599)


class Problem(Exception):
    """Ends a call with that answer. `about` are subjects for the record, never told to the caller."""

    def __init__(self, status: int, detail: str = "", *, about: Iterable[str] = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.about = tuple(about)


def problem(status: int, detail: str = "", *, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The answer that tells of a problem."""
    told = {
        "title": TITLES.get(status, "The request cannot be answered"),
        "detail": detail or DETAILS.get(status, "Send it as the description of the API says."),
        "status": status,
    }
    return HttpResponse(json.dumps(told), status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def mends(errors: Iterable[Mapping[str, Any]]) -> str:
    """What has to be mended, field by field, from what the reading of the parameters or the body found."""
    return " ".join(dict.fromkeys(f"{_where(error['loc'])}: {_how(error)}." for error in errors))


_HOW = {
    "missing": "this is needed",
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "int_from_float": "write a whole number",
    "string_type": "write text, in quotation marks",
    "list_type": "give a list",
    "dict_type": "give an object with the fields of the description",
    "model_attributes_type": "give an object with the fields of the description",
    "string_too_long": "write fewer letters: {max_length} at most",
    "string_too_short": "write something here",
    "too_long": "give fewer of them: {max_length} at most",
    "too_short": "give at least {min_length}",
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
    "extra_forbidden": "there is no such field; see the description of the API for those that there are",
    "enum": "write one of {expected}",
    "string_pattern_mismatch": "write it as the description of the API says",
    "json_invalid": "this is no JSON; write it as the description of the API shows",
}


def _where(place: Iterable[Any]) -> str:
    """The field as the caller knows it, such as pupils 2 upn."""
    parts = [str(part + 1) if isinstance(part, int) else str(part) for part in place]
    left_out = {"query", "path", "header", "form", "file", "body", "asked"}
    return " ".join(part for part in parts if part not in left_out) or "The body"


def _how(error: Mapping[str, Any]) -> str:
    told = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(told.get("error", error["msg"])).rstrip(".")
    return _HOW.get(error["type"], "write it as the description of the API says").format_map(dict(told))
