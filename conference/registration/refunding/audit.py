"""What must hold of a cancelled edition; `manage.py audit_ledger` asks."""

from collections.abc import Iterator

from billing.audit import register_check
from billing.orders.models import Order
from conference.registration.refunding.models import MassRefund, MassRefundEntry
from conference.registration.refunding.services import orders_of

State = MassRefundEntry.State


@register_check
def check_mass_refunds() -> Iterator[str]:
    """Of a finished mass refund every order has ended, and none of the edition's was left out."""
    live = MassRefundEntry.objects.filter(state=State.DONE, order__state__in=Order.LIVE).select_related("order")
    for entry in live.order_by("pk"):
        yield f"order {entry.order.number}: paid back with its edition, but it is {entry.order.state}"
    for mass in MassRefund.objects.exclude(finished_at=None).select_related("edition"):
        known = set(mass.entries.values_list("order", flat=True))
        for key in orders_of(mass.edition):
            if key not in known:
                yield f"order {key}: of the cancelled edition {mass.edition.year}, but left out of its refund"
