"""The description of the API: as OpenAPI for programs, and as a page for people that needs nothing from elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema

from schoolward.api.problems import DETAILS, MEDIA_TYPE, TITLES


class DescribedApi(NinjaAPI):
    """Writes problems into the description as what they are."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description, with each answer of 400 and more under its own media type and with its meaning."""
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for parameter in operation["parameters"]:
                    parameter["schema"] = _without_null(parameter["schema"])
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {MEDIA_TYPE: answer["content"].popitem()[1]}
                        answer["description"] = (
                            f"{TITLES[int(status)]}. {DETAILS.get(int(status), '')}".strip()
                        )
        return schema


class PlainPage(DocsBase):
    """The description as a page."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Every operation with its parameters and answers."""
        schema = api.get_openapi_schema()
        shapes = schema["components"]["schemas"]
        operations = [
            _operation(path, method, told, shapes)
            for path, methods in schema["paths"].items()
            for method, told in methods.items()
        ]
        return render(request, "api/described.html", {"api": api, "operations": operations})


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The form of a parameter that can be left out; an address cannot say null."""
    forms = [form for form in schema.get("anyOf", ()) if form.get("type") != "null"]
    others = {name: value for name, value in schema.items() if name != "anyOf"}
    if others.get("default", "") is None:
        del others["default"]
    return {**others, **(forms[0] if len(forms) == 1 else {"anyOf": forms} if forms else {})}


def _operation(path: str, method: str, told: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    answered = next(answer for status, answer in told["responses"].items() if int(status) < 400)
    shape = answered["content"].popitem()[1]["schema"]
    return {
        "path": path,
        "method": method.upper(),
        "told": told,
        "needs_token": "security" in told,
        "parameters": [{**each, "form": _form(each["schema"])} for each in told["parameters"]],
        "fields": _fields(shape, shapes),
        "answers": told["responses"].items(),
    }


def _fields(shape: dict[str, Any], shapes: dict[str, Any], before: str = "") -> list[dict[str, str]]:
    """Every field of an answer with its path, those of objects within it too."""
    shape = shapes[shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape
    found = []
    for name, inner in shape.get("properties", {}).items():
        found.append(
            {"name": before + name, "form": _form(inner), "description": inner.get("description", "")}
        )
        nested, suffix = (inner["items"], "[].") if inner.get("type") == "array" else (inner, ".")
        if "$ref" in nested:
            found += _fields(nested, shapes, f"{before}{name}{suffix}")
    return found


def _form(schema: dict[str, Any]) -> str:
    """A type in words."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_form(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return f"one of {', '.join(map(str, schema['enum']))}"
    if "$ref" in schema:
        return "object"
    if schema.get("type") == "array":
        return f"list of {_form(schema['items'])}"
    form = schema.get("format") or schema.get("type") or "anything"
    return f"{form} as {schema['pattern']}" if "pattern" in schema else str(form)
