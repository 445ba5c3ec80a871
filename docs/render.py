"""Renders docs/reference from the code, its data and the spec tests; with --check, says whether it is stale."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
REFERENCE = REPOSITORY / "docs" / "reference"

# Run as a script, only this file's own folder is on the path; the pages are made from docs/ and tests/.
if str(REPOSITORY) not in sys.path:
    sys.path.insert(0, str(REPOSITORY))

from docs.rendering.markdown import CannotRender, Page  # noqa: E402
from docs.rendering.pages import pages  # noqa: E402


def stale(wanted: Iterable[Page], folder: Path) -> list[str]:
    """What is wrong with the pages in the folder, a sentence each; none if every page is as it should be."""
    texts = {page.name: page.text for page in wanted}
    held = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in sorted(folder.rglob("*.md"))
    }
    faults = [f"{name} is not there" for name in texts if name not in held]
    faults += [f"{name} is stale" for name, text in texts.items() if name in held and held[name] != text]
    faults += [f"{name} is made from nothing: delete it" for name in held if name not in texts]
    return faults


def write(wanted: Iterable[Page], folder: Path) -> list[str]:
    """Writes the pages that have changed, deletes those that are made from nothing, and returns their names."""
    wanted = list(wanted)
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for page in wanted:
        path = folder / page.name
        path.parent.mkdir(exist_ok=True)
        text = page.text.encode("utf-8")
        if not path.exists() or path.read_bytes() != text:
            path.write_bytes(text)
            changed.append(page.name)
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        if name not in {page.name for page in wanted}:
            path.unlink()
            changed.append(name)
    return changed


def main(arguments: Sequence[str], *, folder: Path = REFERENCE) -> int:
    """Renders, or with --check compares; returns 0, or 1 where pages are stale or cannot be rendered."""
    if not set(arguments) <= {"--check"}:
        print(
            "docs/render.py renders docs/reference; with --check, says whether it is stale.", file=sys.stderr
        )
        return 2
    try:
        wanted = pages()
    except CannotRender as fault:
        print(f"docs/reference cannot be rendered: {fault}", file=sys.stderr)
        return 1
    if not arguments:
        changed = write(wanted, folder)
        print(f"docs/reference: {len(wanted)} pages, {', '.join(changed) or 'nothing'} changed.")
        return 0
    faults = stale(wanted, folder)
    if faults:
        print(
            "docs/reference does not say what the code does. Run `make docs` and commit the pages:",
            file=sys.stderr,
        )
        print("\n".join(f"  docs/reference/{fault}" for fault in faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
