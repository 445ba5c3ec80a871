"""Brings a copied store back into an empty home, and proves that every figure is what it was."""

import os
from dataclasses import dataclass
from pathlib import Path

from schoolward.store.copy_manifest import BadCopy, Manifest, Proof, copied
from schoolward.store.copying import empty, require_empty
from schoolward.store.home import SETTINGS_FILE, UNFINISHED, Home, open_home
from schoolward.store.snapshot import snapshot


@dataclass(frozen=True, kw_only=True)
class StoreRestored:
    """A home that holds what the copy held: the load up to which it reaches, and what was found to be the same."""

    home: Home
    load: int
    proof: Proof


def restore_store(copy_folder: Path, target: Path) -> StoreRestored:
    """Restores a copy into a folder that is empty or not there. Stored figures are for the caller to count again.

    BadCopy names a file of the copy that is missing, changed or too many, or the first count that does not come out;
    CopyRefused says that the target is not empty. The target is then left as it was. It becomes a home in the last
    step of all: a folder whose restoring was killed is none, and says so.
    """
    require_empty(target, outside=copy_folder)
    manifest = Manifest.read(copy_folder)
    manifest.check(copy_folder)
    if SETTINGS_FILE not in manifest.files:
        raise BadCopy(f"{copy_folder} does not say whose data it holds: it has no {SETTINGS_FILE}")
    with_folder = not target.exists()
    try:
        _place(copy_folder, target, manifest)
        home = Home(folder=target, authority=open_home(copy_folder).authority)
        proof = Proof.of(snapshot(home), spill_folder=home.spill_folder)
        if difference := manifest.proof.difference(proof):
            raise BadCopy(
                f"{copy_folder} does not come out as it was copied: {difference}. Use another copy."
            )
        os.replace(target / UNFINISHED, target / SETTINGS_FILE)
    except BaseException:
        empty(target, with_folder=with_folder)
        raise
    return StoreRestored(home=home, load=manifest.load, proof=proof)


def _place(copy_folder: Path, target: Path, manifest: Manifest) -> None:
    """Copies every file; what makes the folder a home stands aside until the end, and is there first."""
    for name in sorted(manifest.files, key=lambda name: name != SETTINGS_FILE):
        place = target / (UNFINISHED if name == SETTINGS_FILE else name)
        if copied(copy_folder / name, place) != manifest.files[name]:
            raise BadCopy(f"{copy_folder / name} is not as it was copied. Use another copy.")
