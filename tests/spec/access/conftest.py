"""The store on which clients of the API are tried, made once."""

import pytest
from pytest_django import Settings

from schoolward.api import judged
from schoolward.store.home import Home
from tests.spec.access.api_world import follow, make_home


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The store after the first steps."""
    return make_home(tmp_path_factory.mktemp("first-steps") / "home")


@pytest.fixture
def home(made_home: Home, settings: Settings, db: None) -> Home:
    """The same as the home of this installation, followed by its database. A test must not load into it."""
    settings.SCHOOLWARD_HOME = made_home.folder
    judged.lists = judged.JudgedLists()
    follow(made_home)
    return made_home
