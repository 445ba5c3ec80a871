"""Schoolward: from schools' registers to figures anyone can check, and help for the children who need it."""

__version__ = "0.1.0"
