"""The project's own files, as the completeness tests read them."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PACKAGE = REPOSITORY / "src" / "schoolward"

# What a clone without git is not asked about: made by tools, never by people.
MADE_BY_TOOLS = {
    ".git", ".venv", ".make", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis",
    ".import_linter_cache", "__pycache__", "build", "dist", "demo-borough",
}  # fmt: skip


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """The path from the repository's root, as failures print it."""
        return self.path.relative_to(REPOSITORY).as_posix()

    @property
    def room(self) -> str:
        """The room that the module is in; empty for the package's own files."""
        parts = self.path.relative_to(PACKAGE).parts
        return parts[0] if len(parts) > 1 else ""

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.name)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package."""
    found = tuple(Module(path) for path in sorted(PACKAGE.rglob("*.py")))
    assert found, f"no modules under {PACKAGE}"
    return found


@cache
def modules_of_tests() -> tuple[Path, ...]:
    """Every Python file of the tests, without the completeness tests themselves."""
    own = Path(__file__).resolve().parent
    return tuple(path for path in sorted((REPOSITORY / "tests").rglob("*.py")) if own not in path.parents)


@cache
def project_files() -> tuple[Path, ...]:
    """The files that belong to the project: what git knows or would add, else all that no tool made."""
    git = shutil.which("git")
    if git and (REPOSITORY / ".git").exists():
        listed = subprocess.run(
            [git, "-C", str(REPOSITORY), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            capture_output=True,
            check=False,
        )
        if listed.returncode == 0:
            names = listed.stdout.decode("utf-8").split("\0")
            return tuple(REPOSITORY / name for name in names if name and (REPOSITORY / name).is_file())
    return tuple(_walk(REPOSITORY))


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in MADE_BY_TOOLS:
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def listed(faults: list[str], advice: str) -> str:
    """A failure's text: what to do, then each place."""
    return advice + "\n" + "\n".join(f"  {fault}" for fault in faults)
