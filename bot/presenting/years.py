"""Fiscal years as the city writes them."""

from __future__ import annotations

# 令和 begins within fiscal 2019 and 平成 within fiscal 1989; both first years are 元年.
_ERAS = (("令和", 2019), ("平成", 1989))


def fiscal_year_words(year: int) -> str:
    """The Japanese name of the fiscal year that begins in `year`: 2025 → 「令和7年度」."""
    for era, first in _ERAS:
        if year >= first:
            count = year - first + 1
            return f"{era}{'元' if count == 1 else count}年度"
    return f"{year}年度"
