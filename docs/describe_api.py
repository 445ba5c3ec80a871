"""Writes docs/reference/openapi.json, the description of the API, from the code of its operations."""

import json
import os
from pathlib import Path

import django

FILE = Path(__file__).resolve().parent / "reference" / "openapi.json"


def description() -> str:
    """The description as it stands in the file. Django has to be set up."""
    from schoolward.api.app import api

    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolward.config.settings")
    django.setup()
    FILE.write_text(description(), encoding="utf-8")
