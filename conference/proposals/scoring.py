"""Weighted scores: one review's total, and how far several lie apart."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

LOWEST, HIGHEST = 1, 5
HUNDREDTH = Decimal("0.01")


def weighted_total(scores: Mapping[int, int], weights: Mapping[int, int]) -> Decimal | None:
    """Return the weighted mean of scores by criterion, rounded half up to hundredths; None unless all are given."""
    if not weights or set(weights) - set(scores):
        return None
    most = sum(weights.values())
    exact = Decimal(sum(scores[key] * weight for key, weight in weights.items())) / most
    return exact.quantize(HUNDREDTH, ROUND_HALF_UP)


def spread(totals: Iterable[Decimal]) -> Decimal:
    """Return the distance between the highest and the lowest; nothing for fewer than two."""
    values = list(totals)
    return max(values) - min(values) if len(values) > 1 else Decimal("0.00")
