"""Reads what an installation is told by its environment, with a safe answer where nothing is said."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PREFIX = "SCHOOLWARD_"
SQLITE_FILE = "database.sqlite3"
KEYS_FOLDER = "keys"
LEAST_LETTERS_OF_A_KEY = 50


class SettingFault(ValueError):
    """A setting of the environment cannot be used; the text names it and says what to write."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The settings of one installation, by their names without SCHOOLWARD_. docs/settings.md describes each."""

    told: Mapping[str, str]

    @classmethod
    def of_process(cls) -> "Environment":
        """The environment in which this process runs."""
        return cls(
            told={
                name.removeprefix(PREFIX): value
                for name, value in os.environ.items()
                if name.startswith(PREFIX)
            }
        )

    def text(self, name: str, otherwise: str = "") -> str:
        """A setting as text; `otherwise` where it is unset or empty."""
        return self.told.get(name, "").strip() or otherwise

    def words(self, name: str, otherwise: str = "") -> list[str]:
        """A setting as a list with commas."""
        return [word.strip() for word in self.text(name, otherwise).split(",") if word.strip()]

    def is_on(self, name: str, otherwise: bool) -> bool:
        """A setting that is yes or no."""
        told = self.text(name, "yes" if otherwise else "no").lower()
        if told not in ("yes", "no"):
            raise SettingFault(f"{PREFIX}{name} is {told!r}: write yes or no")
        return told == "yes"

    def whole(self, name: str, otherwise: int, *, least: int, most: int) -> int:
        """A setting that is a whole number between two others."""
        told = self.text(name, str(otherwise))
        if not told.isascii() or not told.isdigit() or not least <= int(told) <= most:
            raise SettingFault(f"{PREFIX}{name} is {told!r}: write a whole number from {least} to {most}")
        return int(told)

    @property
    def home(self) -> Path:
        """The data folder."""
        return Path(self.text("HOME", "schoolward-home")).expanduser()

    def key(self, name: str, *, file: str) -> str:
        """A secret: told, or else drawn once and kept in the data folder where only its owner reads it."""
        told = self.text(name)
        if told:
            if len(told) < LEAST_LETTERS_OF_A_KEY:
                raise SettingFault(
                    f"{PREFIX}{name} is too short to be safe: give {LEAST_LETTERS_OF_A_KEY} random letters or more"
                )
            return told
        path = self.home / KEYS_FOLDER / file
        if not path.exists():
            if not (self.home / "authority.toml").exists():
                # No data yet, so nothing to guard: a key that lasts as long as this process.
                return secrets.token_urlsafe(LEAST_LETTERS_OF_A_KEY)
            keep_key(secrets.token_urlsafe(LEAST_LETTERS_OF_A_KEY), path)
        return path.read_text(encoding="ascii").strip()

    @property
    def database(self) -> dict[str, Any]:
        """The database, as Django's DATABASES wants it: PostgreSQL if told, otherwise a file in the data folder."""
        told = self.text("DATABASE")
        return _postgresql(told) if told else _sqlite(self.home / SQLITE_FILE)


def keep_key(key: str, path: Path) -> None:
    """Writes the key once: of two processes that start together, the second reads what the first wrote."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(key, encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            # Writers queue at the start of a transaction instead of failing in its middle; readers never wait.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    fault = (
        f"{PREFIX}DATABASE is no address of a PostgreSQL database: write postgresql://USER:PASSWORD@HOST/NAME"
    )
    try:
        port = parts.port
    except ValueError:
        raise SettingFault(fault) from None
    if parts.scheme not in ("postgresql", "postgres") or len(parts.path) < 2:
        raise SettingFault(fault)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
