"""Every worked example of the measures, by chapter, in the order in which docs/reference/measures.md shows them."""

from tests.spec.measures import (
    examples_of_annual_rules,
    examples_of_children,
    examples_of_classes,
    examples_of_coverage,
    examples_of_modes,
    examples_of_periods,
    examples_of_rates,
    examples_of_rolls,
)

CHAPTERS = (
    examples_of_classes.CHAPTER,
    examples_of_rates.CHAPTER,
    examples_of_modes.CHAPTER,
    examples_of_children.CHAPTER,
    examples_of_rolls.CHAPTER,
    examples_of_periods.CHAPTER,
    examples_of_annual_rules.CHAPTER,
    examples_of_coverage.CHAPTER,
    examples_of_coverage.KNOWN_ON_CHAPTER,
)
EXAMPLES = tuple(example for chapter in CHAPTERS for example in chapter.examples)
