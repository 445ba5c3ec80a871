"""Rounds rates for display from exact counts, ties away from zero, as the Department for Education does.

A binary float cannot hold 9.65, so its error would decide the tie; whole numbers leave it to the rule.
"""

from decimal import Decimal
from operator import index


def half_up(numerator: int, denominator: int, places: int) -> Decimal:
    """numerator / denominator rounded to `places` decimals; an exact half goes away from zero.

    Any whole number type is taken, a float is refused (TypeError). The denominator must be above zero.
    """
    numerator, denominator, places = index(numerator), index(denominator), index(places)
    if denominator <= 0:
        raise ValueError(f"a rate over {denominator} has no value")
    if places < 0:
        raise ValueError(f"cannot round to {places} decimal places")
    quotient, remainder = divmod(abs(numerator) * 10**places, denominator)
    if 2 * remainder >= denominator:
        quotient += 1
    sign = 1 if numerator < 0 and quotient else 0
    # Built from its digits: arithmetic on Decimal would round again, to the context's 28 digits.
    return Decimal((sign, tuple(int(digit) for digit in str(quotient)), -places))


def percentage(numerator: int, denominator: int, places: int) -> Decimal:
    """100 x numerator / denominator, rounded half up to `places` decimals."""
    return half_up(100 * index(numerator), denominator, places)
