"""Amounts, percentages and multiples as people read them.

Whole amounts stay integers from the database to the screen. A mean that is no whole number of
千円 is shown to the yen where that is exact, and otherwise rounded and marked 「約」.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Number = int | float | Fraction

_YEN_PER_MAN = 10_000
_YEN_PER_OKU = 100_000_000
_YEN_PER_THOUSAND = 1_000
_MOST_DECIMALS = 9


def spoken_yen(yen: int) -> str:
    """`yen` (円) in 億 and 万: 1_234_500 → 「123万4,500円」, 7_000 → 「7千円」, 0 → 「0円」."""
    if yen < 0:
        return f"マイナス{spoken_yen(-yen)}"
    oku, below_oku = divmod(yen, _YEN_PER_OKU)
    man, below_man = divmod(below_oku, _YEN_PER_MAN)
    words = (f"{oku:,}億" if oku else "") + (f"{man:,}万" if man else "")
    if below_man == 0:
        return f"{words}円" if words else "0円"
    if below_man % _YEN_PER_THOUSAND == 0:
        return f"{words}{below_man // _YEN_PER_THOUSAND}千円"
    return f"{words}{below_man:,}円"


def spoken(thousands: Number) -> str:
    """`thousands` (千円) in 億 and 万: 1_234_567 → 「12億3,456万7千円」.

    What is no whole number of 円 is rounded to 千円 and says 「約」.
    """
    exact_amount = _exact(thousands)
    yen = exact_amount * _YEN_PER_THOUSAND
    if yen.denominator == 1:
        return spoken_yen(yen.numerator)
    return f"約{spoken_yen(_rounded(exact_amount) * _YEN_PER_THOUSAND)}"


def exact(thousands: Number) -> str:
    """`thousands` (千円) as the table prints it: 「1,234,567千円」; a mean to one decimal."""
    exact_amount = _exact(thousands)
    if exact_amount.denominator == 1:
        return f"{exact_amount.numerator:,}千円"
    if (exact_amount * _YEN_PER_THOUSAND).denominator == 1:
        return f"{_plain(_decimal(exact_amount, 3))}千円"
    return f"約{_decimal(exact_amount, 1):,}千円"


def headline(thousands: Number) -> str:
    """Both ways of saying an amount: 「12億3,456万7千円(1,234,567千円)」."""
    return f"{spoken(thousands)}({exact(thousands)})"


def axis(thousands: Number) -> str:
    """A round amount for a chart's axis, in its largest unit: 「1.5億」, 「500万」, 「0」."""
    yen = _exact(thousands) * _YEN_PER_THOUSAND
    for size, unit in ((_YEN_PER_OKU, "億"), (_YEN_PER_MAN, "万"), (_YEN_PER_THOUSAND, "千円")):
        if abs(yen) >= size:
            return f"{_plain(_decimal(yen / size, 2))}{unit}"
    return "0" if yen == 0 else f"{_plain(_decimal(yen, 0))}円"


def percent(value: Number) -> str:
    """A percentage to one decimal, or as many as keep a part from reading as nothing or as all.

    12.3456 → 「12.3%」, 0.0132 → 「0.01%」, 99.97 → 「99.97%」, 0 → 「0%」, 100 → 「100%」.
    """
    share = _exact(value)
    if share in (0, 100):
        return f"{share.numerator}%"
    for decimals in range(1, _MOST_DECIMALS):
        shown = _decimal(share, decimals)
        if shown not in {0, 100}:
            return f"{shown:,}%"
    return "ほぼ0%" if share < 1 else "ほぼ100%"


def times(value: Number) -> str:
    """A multiple to two decimals, small ones to as many as tell them from nothing: 「2.13倍」."""
    ratio = _exact(value)
    if ratio.denominator == 1:
        return f"{ratio.numerator:,}倍"
    for decimals in range(2, _MOST_DECIMALS):
        shown = _decimal(ratio, decimals)
        if shown != 0:
            mark = "" if Fraction(shown) == ratio else "約"
            return f"{mark}{_plain(shown)}倍"
    return "ほぼ0倍"


def published(value: Number, decimals: int) -> int | float:
    """`value` for the contract: integers as they are, anything else rounded to `decimals`."""
    if isinstance(value, int):
        return value
    return float(_decimal(_exact(value), decimals))


def _exact(value: Number) -> Fraction:
    # A float is taken as the decimal it prints as, so that 0.1 is a tenth.
    return Fraction(Decimal(repr(value))) if isinstance(value, float) else Fraction(value)


def _rounded(value: Fraction) -> int:
    return int(_decimal(value, 0))


def _decimal(value: Fraction, decimals: int) -> Decimal:
    """`value` rounded half up, computed on integers so that no binary fraction creeps in."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    signed = -whole if value < 0 else whole
    return Decimal(signed).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _plain(value: Decimal) -> str:
    """With separators and without trailing zeros."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
