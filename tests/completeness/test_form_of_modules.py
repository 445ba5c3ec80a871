"""Holds every module to the house's form, so that a newcomer can open any file and find the same manners."""

import ast
from collections.abc import Iterator

from tests.completeness.source import PACKAGE, Module, listed, modules

DOCUMENTED_ROOMS = {"register", "law", "measures", "disclosure", "intake", "store", "engines", "attention"}
VAGUE_NAMES = {
    "utils", "util", "utilities", "helpers", "helper", "common", "core", "manager", "managers", "service",
    "services", "misc", "base", "stuff", "tools", "lib",
}  # fmt: skip
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60


def public_definitions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The functions and classes that another module may import."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not node.name.startswith("_"):
                yield node


def test_every_module_opens_with_a_docstring() -> None:
    faults = [module.name for module in modules() if not ast.get_docstring(module.tree)]
    assert not faults, listed(faults, "Open the module with one sentence on why it exists:")


def test_public_definitions_of_the_pure_rooms_have_docstrings() -> None:
    faults = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in modules()
        if module.room in DOCUMENTED_ROOMS
        for node in public_definitions(module)
        if not ast.get_docstring(node)
    ]
    assert not faults, listed(faults, "Say in a docstring what it returns or decides:")


def test_no_vague_names() -> None:
    faults = [
        module.name
        for module in modules()
        if VAGUE_NAMES & set(module.path.relative_to(PACKAGE).with_suffix("").parts)
    ]
    assert not faults, listed(faults, "Name the module for what it holds, in the trade's words:")


def test_no_module_is_too_long() -> None:
    faults = [
        f"{module.name}: {lines} lines"
        for module in modules()
        if "/migrations/" not in module.name  # written by Django, read as a list
        if (lines := len(module.text.splitlines())) > MOST_LINES
    ]
    assert not faults, listed(
        faults, f"Split the module by the nouns in it; {MOST_LINES} lines are the most:"
    )


def test_no_function_is_too_long() -> None:
    faults = [
        f"{module.name}:{node.lineno} {node.name}: {lines} lines"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    ]
    assert not faults, listed(faults, f"Split the function; {MOST_LINES_OF_A_FUNCTION} lines are the most:")
