"""A store with two schools and four pupils, made once and copied for each test."""

from tests.spec.store.conftest import desk, opened_desk

__all__ = ["desk", "opened_desk"]
