"""Write down discounts that were given; make codes."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from conference.edition.models import Edition
from conference.registration.applications import PricedItem
from conference.registration.capacity import SoldOut
from conference.registration.discounts.granting import has_room
from conference.registration.discounts.models import DiscountCode, DiscountRule, DiscountUse, normal_code
from conference.registration.discounts.reading import NOTHING, count_uses
from conference.registration.places import Registration
from core.audit.services import record
from core.codes import human_code

MOST_CODES = 1_000
LENGTH = 10


class CodesTaken(Exception):
    """The edition has the code already."""


def write_uses(places: Sequence[Registration], items: Sequence[PricedItem]) -> None:
    """Write each line's discount as a use; the caller has counted under the lock. Nothing is asked if none is given."""
    uses = [
        DiscountUse(rule=item.rule, code=item.code, registration=places[item.person], amount=item.discount)
        for item in items
        if item.rule
    ]
    if uses:
        DiscountUse.objects.bulk_create(uses)


def require_uses(edition: Edition, places: Sequence[Registration]) -> None:
    """Raise SoldOut unless the discounts of ended places are still to be had; the caller holds `lock_sales`."""
    uses = list(DiscountUse.objects.filter(registration__in=places).select_related("rule", "code"))
    by_rule, by_code = count_uses(edition) if uses else ({}, {})
    for use in uses:
        number, amount = by_rule.get(use.rule_id, NOTHING)
        spent = by_code.get(use.code_id or 0, NOTHING)[0]
        full = use.code is not None and use.code.max_uses is not None and spent >= use.code.max_uses
        if full or not has_room(use.rule, (number, amount), use.amount):
            raise SoldOut(use.rule.code, 0)
        by_rule[use.rule_id] = (number + 1, amount + use.amount)
        if use.code_id:
            by_code[use.code_id] = (spent + 1, NOTHING[1])


@transaction.atomic
def make_codes(
    *,
    rule: DiscountRule,
    actor: Any,
    number: int = 0,
    emails: Sequence[str] = (),
    note: str = "",
    shared: str = "",
    max_uses: int | None = 1,
) -> list[DiscountCode]:
    """Return new codes of a rule: one for each address, or `number` for whoever has them, each for a single use.

    `shared` makes one code of that text instead, for `max_uses` places. Raises CodesTaken.
    """
    if shared:
        text = normal_code(shared)
        if DiscountCode.objects.filter(edition=rule.edition_id, code=text).exists():
            raise CodesTaken
        rows = [DiscountCode(code=text, max_uses=max_uses)]
    else:
        addresses = [email.strip().lower() for email in emails] or [""] * number
        rows = [DiscountCode(code=human_code(LENGTH), email=email) for email in addresses]
    for row in rows:
        row.rule, row.edition_id, row.note = rule, rule.edition_id, note
    made = DiscountCode.objects.bulk_create(rows)
    record(actor=actor, action="discount.codes_made", obj=rule, changes={"codes": len(made)})
    return made
