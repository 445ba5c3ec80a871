"""The store and the accounts that the tests of workers use too."""

from tests.integration.jobs.conftest import lobby, opened_desk

__all__ = ["lobby", "opened_desk"]
