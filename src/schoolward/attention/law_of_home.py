"""Finds the law that an authority stands under: the national one, with its own policy where its home holds one."""

from schoolward.law.book import LawBook
from schoolward.law.local_policy import LocalPolicyFault, with_local_policy
from schoolward.law.value_files import national_law
from schoolward.store.home import Home

POLICY_FILE = "local-policy.toml"
"""In the home folder: the authority's own values, as docs/law.md tells."""


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
