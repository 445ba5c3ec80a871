"""Where the store is that the pages read."""

from django.conf import settings

from schoolward.store.home import Home, NoHome, open_home


def home_if_any() -> Home | None:
    """The authority's data folder; None while there is none, and only the database can be asked."""
    try:
        return open_home(settings.SCHOOLWARD_HOME)
    except NoHome:
        return None
