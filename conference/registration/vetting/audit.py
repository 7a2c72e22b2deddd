"""What must hold of vetting; `manage.py audit_ledger` asks. A hold is named by its own number, never by its place."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from billing.audit import register_check
from billing.orders.models import Order
from conference.registration.places import Registration
from conference.registration.states import State
from conference.registration.vetting.safety.models import QuietHold

# A task erases within a moment, the sweep within half an hour.
ERASED_WITHIN = timedelta(days=1)


@register_check
def check_holds() -> Iterator[str]:
    """Nobody has a firm place while it is held."""
    firm = [State.APPROVED, State.CONFIRMED_UNPAID, State.PAID]
    for key in QuietHold.objects.filter(state=QuietHold.State.OPEN, registration__state__in=firm).values_list("pk"):
        yield f"quiet hold {key[0]}: open, but its place is firm"


@register_check
def check_proofs() -> Iterator[str]:
    """No proof outlives its decision by a day."""
    old = Registration.objects.exclude(state=State.APPLIED).filter(changed_at__lt=timezone.now() - ERASED_WITHIN)
    for key in old.filter(proof_file__isnull=False, proof_file__erased_at=None).values_list("pk", flat=True):
        yield f"registration {key}: decided, but its proof is still there"


@register_check
def check_waiting_orders() -> Iterator[str]:
    """An order waits for its seller only while a place of it is to be decided."""
    applied = Registration.objects.filter(order=OuterRef("pk"), state=State.APPLIED)
    stuck = Order.objects.filter(Q(state=Order.State.HELD), ~Exists(applied), waits_for_seller=True)
    for number in stuck.filter(seller="conference").values_list("number", flat=True):
        yield f"order {number}: waits for a decision, but nothing of it is undecided"
