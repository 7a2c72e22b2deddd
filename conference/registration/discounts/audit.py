"""What must hold of discounts; `manage.py audit_ledger` asks."""

from collections.abc import Iterator

from django.db.models import F

from billing.audit import register_check
from conference.edition.models import Edition
from conference.registration.discounts.models import DiscountCode, DiscountRule, DiscountUse
from conference.registration.discounts.reading import NOTHING, count_uses


@register_check
def check_discounts() -> Iterator[str]:
    """No rule gave more than its quota or budget, no code more than its uses, and each use is its line's discount."""
    for edition in Edition.objects.filter(discount_rules__isnull=False).distinct():
        by_rule, by_code = count_uses(edition)
        for rule in DiscountRule.objects.filter(edition=edition):
            number, amount = by_rule.get(rule.pk, NOTHING)
            if rule.max_uses is not None and number > rule.max_uses:
                yield f"discount {rule.code} of {edition.year}: given {number} times of {rule.max_uses}"
            if rule.budget is not None and amount > rule.budget:
                yield f"discount {rule.code} of {edition.year}: {amount} given of {rule.budget}"
        for code in DiscountCode.objects.filter(pk__in=by_code).exclude(max_uses=None):
            if by_code[code.pk][0] > (code.max_uses or 0):
                yield f"discount code {code.pk}: used {by_code[code.pk][0]} times of {code.max_uses}"
    # What a change of the ticket came to stands on its difference, line by line no more.
    astray = DiscountUse.objects.filter(registration__items__kind="ticket").exclude(
        registration__items__kind="difference"
    )
    for key in astray.exclude(registration__items__line__discount=F("amount")).values_list("pk", flat=True):
        yield f"use {key} of a discount is not what its line says"
