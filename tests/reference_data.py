"""Finds the published figures that tests compare with, which lie beside the project and not in it."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
REFERENCE_FOLDER = REPOSITORY.parent / "shared" / "data"


def reference_data(name: str) -> Path:
    """The file or folder of that name (for example `dfe/rounding_tie_cases.csv`).

    Skips the test that asks, with the reason, in a clone that does not have the data.
    """
    found = REFERENCE_FOLDER / name
    if not found.exists():
        pytest.skip(f"no reference data here: {name} is looked for in ../shared/data, beside the project")
    return found
