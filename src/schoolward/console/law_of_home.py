"""Finds the law that an authority stands under: the national one, with its own policy where its home holds one."""

from dataclasses import dataclass
from pathlib import Path

from schoolward.law.book import LawBook
from schoolward.law.local_policy import LocalPolicyFault, with_local_policy
from schoolward.law.value_files import national_law
from schoolward.store.home import Home, open_home

POLICY_FILE = "local-policy.toml"
"""In the home folder: the authority's own values, as docs/law.md tells."""


@dataclass(frozen=True, kw_only=True)
class LawInFolder:
    """The law for whoever has that folder. `whose` says in a sentence whether local policy is laid over it."""

    book: LawBook
    whose: str
    has_home: bool


def law_of(home: Home) -> LawBook:
    """The national law with the policy of the home; LocalPolicyFault where that cannot be used."""
    path = home.folder / POLICY_FILE
    if not path.exists():
        return national_law()
    try:
        # Some editors put a mark of their own before the first letter, which TOML does not know.
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LocalPolicyFault(f"{path} is not written in UTF-8: save it as UTF-8 and try again") from None
    return with_local_policy(national_law(), text, file=str(path))


def law_in(folder: Path) -> LawInFolder:
    """The law of the home in the folder; without one the national law, since the law can be read before any data.

    NoHome for a home that is there and spoiled, as elsewhere.
    """
    folder = folder.expanduser()
    if not (folder / "authority.toml").exists():
        return LawInFolder(
            book=national_law(),
            whose=f"National law only: there is no Schoolward data in {folder}.",
            has_home=False,
        )
    home = open_home(folder)
    book, name = law_of(home), home.authority.name
    own = [parameter.name for parameter in book.parameters.values() if parameter.local_values]
    policy = f"{folder / POLICY_FILE}"
    whose = (
        f"With the policy of {name} on {', '.join(own)} ({policy})."
        if own
        else f"National law only: {name} has no policy of its own ({policy})."
    )
    return LawInFolder(book=book, whose=whose, has_home=True)
