"""Every worked example of the measures, by chapter, in the order in which docs/reference/measures.md shows them."""

from tests.spec.measures import (
    examples_of_classes,
    examples_of_modes,
    examples_of_rates,
)

CHAPTERS = (
    examples_of_classes.CHAPTER,
    examples_of_rates.CHAPTER,
    examples_of_modes.CHAPTER,
)
EXAMPLES = tuple(example for chapter in CHAPTERS for example in chapter.examples)
