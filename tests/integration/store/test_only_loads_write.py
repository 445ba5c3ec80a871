"""Only loads and scrubs write: no other room has the means, and within the store only these two use them."""

import ast
from collections.abc import Iterator

import pytest

from tests.completeness.source import Module, listed, modules

WRITERS = {
    "Transaction": "a load's writes",
    "begin": "what a load starts from",
    "sweep": "deletes old files",
    "sweep_at_once": "deletes every file that the newest load does not name",
    "create_write_transaction": "commits to a Delta table",
    "write_deltalake": "writes a Delta table",
    "AddAction": "names a file in a Delta table",
    "RemoveAction": "takes a file out of a Delta table",
}
"""Names that change the store's tables."""

MAY_USE_THEM = {
    "src/schoolward/store/tables.py",
    "src/schoolward/store/transaction.py",
    "src/schoolward/store/loading.py",
    "src/schoolward/store/mark_loading.py",
    "src/schoolward/store/scrubbing.py",
}

TABLE_METHODS = {"append", "replace", "commit", "restore", "sweep", "create", "new_path", "added", "removed"}
"""What changes a table of the store, as methods of what `home.table(...)` gives."""


def names_used(module: Module) -> Iterator[tuple[int, str]]:
    """Every name and attribute in the module, with its line."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, alias.name


def table_variables(module: Module) -> set[str]:
    """The names to which the module gives a table of the store."""
    return {
        target.id
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute) and node.value.func.attr == "table"
        for target in node.targets
        if isinstance(target, ast.Name)
    }  # fmt: skip


def test_no_other_module_has_the_means_to_write() -> None:
    faults = [
        f"{module.name}:{line} {name}"
        for module in modules()
        if module.name not in MAY_USE_THEM
        for line, name in names_used(module)
        if name in WRITERS and not (name in ("begin", "sweep") and module.room != "store")
    ]
    assert not faults, listed(
        faults, "Only loads and scrubs may write to the store. Let these go through store.loading:"
    )


def test_no_other_room_imports_what_writes() -> None:
    faults = [
        f"{module.name}: {node.module}"
        for module in modules()
        if module.room != "store"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in ("schoolward.store.mark_loading", "schoolward.store.marks_merge", "schoolward.store.staging",
                            "schoolward.store.roll_loading", "schoolward.store.ledger",
                            "schoolward.store.marks_past_keeping", "deltalake")
    ]  # fmt: skip
    assert not faults, listed(faults, "These parts of the store are for loads alone:")


def test_no_other_room_changes_a_table() -> None:
    faults = [
        f"{module.name}:{node.lineno} .{node.attr}"
        for module in modules()
        if module.room != "store"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in TABLE_METHODS
        and (
            (isinstance(node.value, ast.Name) and node.value.id in table_variables(module))
            or (isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute)
                and node.value.func.attr == "table" and isinstance(node.value.func.value, ast.Attribute | ast.Name)
                and ast.unparse(node.value.func.value).endswith("home"))
        )
    ]  # fmt: skip
    assert not faults, listed(faults, "Only a load may write to the store:")


def test_the_store_s_folder_is_written_by_the_store_alone() -> None:
    may_read = {"src/schoolward/bench/run.py"}
    faults = [
        f"{module.name}:{line}"
        for module in modules()
        if module.room != "store" and module.name not in may_read
        for line, name in names_used(module)
        if name == "store_folder"
    ]
    assert not faults, listed(faults, "Read the store through store.snapshot, not by its folder:")


@pytest.mark.parametrize("room", ["engines", "console", "measures", "bench"])
def test_the_rooms_that_this_is_about_are_looked_at(room: str) -> None:
    assert any(module.room == room for module in modules())
