"""Where somebody stands with each scheme: what counts in the cycle, of how much, until when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from certificates.credits.models import Claim, Credit
from certificates.schemes.models import CreditScheme

NOTHING = Decimal(0)


@dataclass
class Standing:
    """One scheme of a person: its newest version, their claim if they made one, and their credits, all of them."""

    scheme: CreditScheme
    claim: Claim | None = None
    credits: list[Credit] = field(default_factory=list)

    @property
    def counting(self) -> list[Credit]:
        """Those that are valid and fall into the cycle."""
        return [credit for credit in self.credits if credit.state == Credit.State.STANDING and self._in_cycle(credit)]

    @property
    def cycle(self) -> tuple[date | None, date | None]:
        """The first and the last day of the person's cycle, each None where they named none."""
        return (self.claim.cycle_starts, self.claim.cycle_ends) if self.claim else (None, None)

    def _in_cycle(self, credit: Credit) -> bool:
        day, (start, end) = timezone.localtime(credit.starts_at).date(), self.cycle
        return (start is None or day >= start) and (end is None or day <= end)

    @property
    def total(self) -> Decimal:
        """What counts in the cycle, in the scheme's hours."""
        return sum((credit.total for credit in self.counting), NOTHING)

    @property
    def sub_totals(self) -> dict[str, Decimal]:
        """Of the total, the hours in each sub-field that any of them is in."""
        found: dict[str, Decimal] = {}
        for credit in self.counting:
            if credit.sub_field:
                found[credit.sub_field] = found.get(credit.sub_field, NOTHING) + credit.total
        return dict(sorted(found.items()))

    @property
    def left(self) -> Decimal | None:
        """What is missing to the goal; None without one."""
        if self.claim is None or self.claim.goal is None:
            return None
        return max(self.claim.goal - self.total, NOTHING)


def standings_of(user: Any) -> list[Standing]:
    """Return a person's schemes by code, claimed or earned under, in three queries."""
    claims = {claim.scheme_code: claim for claim in Claim.objects.filter(user=user)}
    earned: dict[str, list[Credit]] = defaultdict(list)
    for credit in Credit.objects.of(user).select_related("scheme"):
        earned[credit.scheme_code].append(credit)
    schemes = CreditScheme.objects.current().filter(code__in={*claims, *earned}).order_by("code")
    return [Standing(scheme, claims.get(scheme.code), earned[scheme.code]) for scheme in schemes]
