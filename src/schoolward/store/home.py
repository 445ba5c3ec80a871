"""Where an authority's data lie: one folder, named by SCHOOLWARD_HOME, with who the authority is."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from schoolward.store.layout import TableName
from schoolward.store.tables import Table

SETTINGS_FILE = "authority.toml"
"""What makes a folder a home: it says whose data it holds."""

UNFINISHED = "authority.toml.restoring"
"""The same while a copy is being restored into the folder: until that is done it is no home."""


class NoHome(RuntimeError):
    """There is no Schoolward folder where one was looked for."""


@dataclass(frozen=True, kw_only=True)
class Authority:
    """The local authority that runs this system: its three-digit code and its name."""

    code: str
    name: str

    def __post_init__(self) -> None:
        if not (len(self.code) == 3 and self.code.isascii() and self.code.isdigit()):
            raise ValueError(f"{self.code!r} is not a local authority code: three digits, for example 356")
        if not self.name.strip() or any(ord(letter) < 32 for letter in self.name):
            raise ValueError("the authority needs a name of printable letters")


@dataclass(frozen=True, kw_only=True)
class Home:
    """The folder of all data."""

    folder: Path
    authority: Authority

    @property
    def store_folder(self) -> Path:
        """Where the store's tables are."""
        return self.folder / "store"

    @property
    def figures_folder(self) -> Path:
        """Where counted figures are; it can be deleted and rebuilt."""
        return self.folder / "figures"

    @property
    def working_folder(self) -> Path:
        """Where a load stages what it reads; empty between loads."""
        return self.folder / "working"

    @property
    def spill_folder(self) -> Path:
        """Where a count that outgrows memory puts what it cannot hold."""
        return self.folder / "spill"

    def rejects_file(self, load: int) -> Path:
        """Where the refused rows of a load are written for their senders; it can be deleted and written again."""
        return self.folder / "rejects" / f"load-{load:06}.csv"

    def table(self, name: TableName) -> Table:
        """A table of the store."""
        return Table(name=name, folder=self.store_folder / name.value)


def create_home(folder: Path, authority: Authority) -> Home:
    """Makes the folder with its empty tables. Refuses a folder that belongs to another authority."""
    settings = folder / SETTINGS_FILE
    if settings.exists():
        home = open_home(folder)
        if home.authority.code != authority.code:
            raise NoHome(
                f"{folder} already holds the data of {home.authority.name} ({home.authority.code}). "
                "Name another folder in SCHOOLWARD_HOME."
            )
    elif folder.exists() and any(path.name != "store" for path in folder.iterdir()):
        raise NoHome(
            f"{folder} is not empty and is not a Schoolward folder. Name a new folder in SCHOOLWARD_HOME."
        )
    home = Home(folder=folder, authority=authority)
    home.store_folder.mkdir(parents=True, exist_ok=True)
    for name in TableName:
        home.table(name).create()
    quoted = authority.name.replace("\\", "\\\\").replace('"', '\\"')
    settings.write_text(f'code = "{authority.code}"\nname = "{quoted}"\n', encoding="utf-8")
    return home


def open_home(folder: Path) -> Home:
    """The home in that folder, or `NoHome` with the way to make one."""
    settings = folder / SETTINGS_FILE
    if (folder / UNFINISHED).exists():
        raise NoHome(
            f"restoring a copy into {folder} was interrupted. Delete what is in it and restore the copy again."
        )
    if not settings.exists():
        raise NoHome(
            f'there is no Schoolward data in {folder}. Make it with: schoolward init --authority CODE --name "NAME"'
        )
    try:
        told = tomllib.loads(settings.read_text(encoding="utf-8"))
        authority = Authority(code=str(told["code"]), name=str(told["name"]))
    except (ValueError, KeyError) as fault:
        raise NoHome(
            f"{settings} does not say whose data these are ({fault}). It needs the lines "
            'code = "356" and name = "NAME".'
        ) from None
    return Home(folder=folder, authority=authority)
