"""Keeps the project fit for a stranger's machine: reasoned dependencies, public hosts, nobody's folders."""

import re
import tomllib

from tests.completeness.source import REPOSITORY, listed, project_files

# Written in parts, so that this file does not name them.
FOLDERS_OF_ONE_MACHINE = re.compile(
    r"(?<![\w.~})])/(" + "|".join(["wo" + "rk", "t" + "mp", "ro" + "ot", "ho" + "me", "o" + "pt"]) + r")/"
)
HOSTS_OF_ONE_NETWORK = re.compile(
    r"\b(192\.168\.\d+\.\d+|10\.\d+\.\d+\.\d+)\b"
    r"|\b[\w-]+\.(internal|local|lan|corp)\b(?=[:/])"
)
PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org"}


def _requirements() -> list[str]:
    told = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [
        told["project"]["dependencies"],
        told["build-system"]["requires"],
        *told["dependency-groups"].values(),
    ]
    return [requirement for group in groups for requirement in group]


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    faults = [
        requirement
        for requirement in _requirements()
        if not any(re.search(re.escape(f'"{requirement}"') + r".*#\s*\w.{8,}$", line) for line in lines)
    ]
    assert not faults, listed(
        faults, "Say in a comment on its line in pyproject.toml what the dependency is for:"
    )


def test_the_lock_file_names_only_the_public_index() -> None:
    lock = (REPOSITORY / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"\w+://([^/\"]+)", lock)) - PUBLIC_HOSTS
    assert not hosts, listed(
        sorted(hosts), "Lock again with `make lock`; uv.lock names hosts that strangers do not have:"
    )
    assert not re.search(r'(find-links|path|directory) = "', lock), (
        "uv.lock names a folder: lock again with `make lock`"
    )


def test_no_file_names_one_machine() -> None:
    faults: list[str] = []
    for path in project_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a sender's file in an old encoding, or a picture
        for number, line in enumerate(text.splitlines(), start=1):
            found = FOLDERS_OF_ONE_MACHINE.search(line) or HOSTS_OF_ONE_NETWORK.search(line)
            if found:
                faults.append(f"{path.relative_to(REPOSITORY)}:{number} {found.group()}")
    assert not faults, listed(
        faults, "Name no folder or host of one machine; paths come from arguments or settings:"
    )


def test_every_link_between_pages_leads_somewhere() -> None:
    faults = [
        f"{path.relative_to(REPOSITORY)}: {target}"
        for path in project_files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert not faults, listed(faults, "Mend these links, or write the page:")
