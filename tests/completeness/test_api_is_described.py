"""Holds docs/reference/openapi.json and docs/api.md to the API as it is."""

import re

from docs.describe_api import FILE, description
from schoolward.api.app import api
from tests.completeness.source import REPOSITORY, listed

PAGE = REPOSITORY / "docs" / "api.md"


def test_the_description_is_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == description(), (
        "docs/reference/openapi.json does not say what the API does: run `make docs` and commit it"
    )


def test_every_address_is_on_the_page_for_integrators() -> None:
    page = PAGE.read_text(encoding="utf-8")
    faults = [path for path in api.get_openapi_schema()["paths"] if re.sub(r"/\{.*", "", path) not in page]
    assert not faults, listed(faults, "Tell integrators of these in docs/api.md:")


def test_everything_that_can_be_asked_or_answered_has_a_meaning() -> None:
    schema = api.get_openapi_schema()
    faults = [
        f"{path}: {parameter['name']}"
        for path, methods in schema["paths"].items()
        for operation in methods.values()
        for parameter in operation["parameters"]
        if not parameter.get("description")
    ]
    faults += [
        f"{name}: {field}"
        for name, shape in schema["components"]["schemas"].items()
        for field, told in shape.get("properties", {}).items()
        if not told.get("description")
    ]
    assert not faults, listed(faults, "Say what these mean, by description= where they are declared:")
