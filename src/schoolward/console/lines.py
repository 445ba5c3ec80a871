"""Writes sentences on the screen, set in and broken between words, so that no window is too narrow for them."""

from textwrap import wrap

from rich.text import Text

from schoolward.console.ending import screen

HANGING = 2
"""How much further than the first line of a sentence its other lines stand in."""


def say(sentence: str = "", style: str = "", *, depth: int = 0) -> None:
    """A sentence on as many lines as the screen needs, without blanks at their ends; nothing is an empty line."""
    lines = wrap(
        sentence,
        width=screen.width,
        initial_indent=" " * depth,
        subsequent_indent=" " * (depth + HANGING),
        break_long_words=False,
        break_on_hyphens=False,
    )
    screen.print(Text("\n".join(lines), style=style), highlight=False, soft_wrap=True)
