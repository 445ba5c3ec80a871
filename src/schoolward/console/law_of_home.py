"""Says of a folder whose law holds there, even before there are data in it."""

from dataclasses import dataclass
from pathlib import Path

from schoolward.attention.law_of_home import POLICY_FILE, law_of
from schoolward.law.book import LawBook
from schoolward.law.value_files import national_law
from schoolward.store.home import open_home


@dataclass(frozen=True, kw_only=True)
class LawInFolder:
    """The law for whoever has that folder. `whose` says in a sentence whether local policy is laid over it."""

    book: LawBook
    whose: str
    has_home: bool


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
