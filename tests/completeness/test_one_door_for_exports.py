"""Holds every file that leaves the house to the one door, where it is put on record."""

import ast

from tests.completeness.source import listed, modules

THE_DOOR = "src/schoolward/web/exporting.py"
TAKE_FILES_IN = {"src/schoolward/api/deliveries.py": "names the media types of what programs send"}
"""Modules that speak of files because they take them in."""
ROOMS_OF_PAGES = {"web", "api", "reports", "casework", "people", "access", "audit", "keeping", "jobs"}
OF_FILES = ("text/csv", "Content-Disposition", "attachment;", "spreadsheetml")
MAKERS_OF_FILES = {"FileResponse", "StreamingHttpResponse"}


def test_only_one_module_makes_an_answer_that_is_a_file() -> None:
    faults = []
    for module in modules():
        if module.room not in ROOMS_OF_PAGES or module.name in (THE_DOOR, *TAKE_FILES_IN):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if any(word in node.value for word in OF_FILES):
                    faults.append(f"{module.name}:{node.lineno} {node.value}")
            elif isinstance(node, ast.Name) and node.id in MAKERS_OF_FILES:
                faults.append(f"{module.name}:{node.lineno} {node.id}")
    assert not faults, listed(
        faults, f"Hand files out by csv_of or file_of of {THE_DOOR}, so that they are on record:"
    )
