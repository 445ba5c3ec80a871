"""Counts in words, so that one is not many."""


def many(count: int, noun: str) -> str:
    """The count with its noun: 1 file, 1,234 files."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
