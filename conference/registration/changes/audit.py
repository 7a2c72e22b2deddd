"""What must hold of changes; `manage.py audit_ledger` asks."""

from collections.abc import Iterator

from django.db.models import Q

from billing.audit import register_check
from billing.orders.models import Order
from conference.registration.changes.models import Change, Substitution
from conference.registration.changes.services.exchanging import SELLER
from conference.registration.places import RegistrationItem
from conference.registration.states import OCCUPYING

State = Order.State


@register_check
def check_changes() -> Iterator[str]:
    """A held change waits for a live order, one that took effect was paid, and its line stands with its place."""
    held = Change.objects.filter(state=Change.State.HELD, order__fulfilled_at__isnull=False)
    for change in held.filter(order__state__in=[State.CANCELLED, State.EXPIRED, State.PAID]):
        yield f"change {change.pk}: held, but its order has ended or is paid"
    applied = Change.objects.filter(state=Change.State.APPLIED)
    bare = applied.exclude(order__lines__registration_item__isnull=False)
    for key in bare.order_by("pk").values_list("pk", flat=True):
        yield f"change {key}: took effect, but nothing was written for it"
    items = RegistrationItem.objects.filter(cancelled_at=None, registration__state__in=OCCUPYING)
    bought = items.filter(line__order__change__state=Change.State.APPLIED, line__order__fulfilled_at__isnull=False)
    for item in bought.exclude(line__order__state__in=[State.PAID, State.AWAITING]).order_by("pk"):
        yield f"registration {item.registration_id}: item {item.pk} of a change whose order is not paid"


@register_check
def check_substitutions() -> Iterator[str]:
    """A place changed hands with both consents, its fee paid, and no link of an ended proposal works."""
    unpaid = Substitution.objects.filter(state=Substitution.State.DONE, fee__gt=0).filter(
        Q(order=None) | ~Q(order__state__in=[State.PAID, State.CANCELLED])
    )
    for key in unpaid.order_by("pk").values_list("pk", flat=True):
        yield f"substitution {key}: done, but its fee was not paid"
    ended = Substitution.objects.exclude(state__in=Substitution.OPEN)
    for key in ended.exclude(leaver_digest="", joiner_digest="").order_by("pk").values_list("pk", flat=True):
        yield f"substitution {key}: ended, but a link of it still works"


@register_check
def check_extra_orders() -> Iterator[str]:
    """Every order of changes is for exactly one change or one fee."""
    extra = Order.objects.filter(seller=SELLER, change=None, substitution=None)
    for number in extra.order_by("pk").values_list("number", flat=True):
        yield f"order {number} is for no change"
