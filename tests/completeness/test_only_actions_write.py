"""Keeps every write to the database in the actions, and every action in its frame."""

import ast
from collections.abc import Iterator

import pytest

from tests.completeness.source import Module, listed, modules

DATABASE_ROOMS = {
    "audit", "access", "people", "casework", "meetings", "strategy", "reports", "keeping", "jobs", "web", "api",
    "console", "config", "rehearsal",
}  # fmt: skip

WRITES = {
    "save", "asave", "create", "acreate", "bulk_create", "abulk_create", "bulk_update", "abulk_update",
    "get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create", "delete", "adelete", "aupdate",
    "set_password", "cursor", "copy", "raw",
}  # fmt: skip
"""Methods by which Django, or a cursor of its, writes."""

MAY_WRITE = {
    "src/schoolward/audit/recording.py": "the one writer of events, which every action calls",
    "src/schoolward/keeping/database_dump.py": "holds PostgreSQL still by a cursor that only reads",
}
"""Modules beside the actions that write, each with the reason."""


def is_of_actions(module: Module) -> bool:
    """Whether the module is an action module or a migration."""
    parts = module.path.parts
    return module.path.name == "actions.py" or "actions" in parts or "migrations" in parts


def _manager_in(node: ast.expr) -> bool:
    """Whether an expression goes through a model's manager, as `Pupil.objects.filter(...)` does."""
    return any(
        isinstance(part, ast.Attribute) and part.attr in ("objects", "_default_manager", "_base_manager")
        for part in ast.walk(node)
    )


def writes_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every call that writes rows: a writing method, `update` of a query, or a raw cursor."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name = node.func.attr
        if name in WRITES or (
            name in ("update", "add", "remove", "set", "clear") and _manager_in(node.func.value)
        ):
            yield node.lineno, f".{name}(...)"


def test_nothing_but_actions_writes() -> None:
    faults = [
        f"{module.name}:{line} {what}"
        for module in modules()
        if module.room in DATABASE_ROOMS and not is_of_actions(module) and module.name not in MAY_WRITE
        for line, what in writes_in(module.tree)
    ]
    assert not faults, listed(faults, "Write rows only in an action (actions.py, or a module in actions/):")


def actions() -> list[tuple[Module, ast.FunctionDef]]:
    """Every public function of the action modules."""
    return [
        (module, node)
        for module in modules()
        if module.room in DATABASE_ROOMS and is_of_actions(module) and "migrations" not in module.path.parts
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def test_there_are_actions() -> None:
    assert len(actions()) >= 5


def test_every_action_takes_its_arguments_by_name_and_says_who_acts_and_when() -> None:
    faults = []
    for module, action in actions():
        by_name = {argument.arg for argument in action.args.kwonlyargs}
        if action.args.args or action.args.posonlyargs or not {"by", "at"} <= by_name:
            faults.append(f"{module.name}: {action.name}")
    assert not faults, listed(faults, "An action is def name(*, ..., by: Actor, at: datetime):")


FRAMES = {"acting", "acting_on_oneself", "noting"}
"""The frames of a deed, and that of what the machine notes of its own progress (access/acting.py)."""


def is_framed(function: ast.FunctionDef, module: Module) -> bool:
    """Whether the function runs in a frame, or leaves its work to a function of its module that does."""
    others = {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in FRAMES:
                return True
            other = others.get(node.func.id)
            if other is not None and other is not function and is_framed(other, module):
                return True
    return False


def test_every_action_runs_in_its_frame() -> None:
    faults = [
        f"{module.name}: {action.name}" for module, action in actions() if not is_framed(action, module)
    ]
    assert not faults, listed(
        faults,
        "An action's body runs in `with acting(by, Permission..., at=at) as deed:`, which checks and records:",
    )


@pytest.mark.parametrize(
    "text",
    [
        "pupil.save()",
        "Pupil.objects.create(id=1)",
        "Pupil.objects.filter(pk=1).update(upn='')",
        "Pupil._default_manager.all().delete()",
        "parent.children.get_or_create(pupil=1)",
        "connection.cursor().execute('DELETE FROM people_pupil')",
        "account.set_password('x')",
    ],
)
def test_what_is_a_write(text: str) -> None:
    assert list(writes_in(ast.parse(text)))


@pytest.mark.parametrize(
    "text", ["Pupil.objects.filter(pk=1)", "seen.update({1: 2})", "Pupil.objects.count()", "names.add('x')"]
)
def test_what_is_none(text: str) -> None:
    assert not list(writes_in(ast.parse(text)))
