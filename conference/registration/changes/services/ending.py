"""End what is pending for a place: a change that waits for its payment, a proposed colleague."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from billing.orders.models import Order
from billing.orders.services import cancel_order
from billing.orders.settlement import lock_order
from conference.registration.changes.models import Change, Substitution
from conference.registration.places import Registration
from core.audit.services import record


def end_proposals(place: Registration, *, actor: Any) -> None:
    """End everything pending for a locked place; money that came for it meanwhile goes back in full."""
    for change in Change.objects.select_for_update().filter(registration=place, state=Change.State.HELD):
        lapse(change)
        _end_order(change.order, actor)
    for proposal in Substitution.objects.select_for_update().filter(registration=place, state__in=Substitution.OPEN):
        close(proposal, Substitution.State.CANCELLED, actor=actor)


def lapse(change: Change) -> None:
    """Let a held change go; its place is free at once."""
    change.state, change.decided_at = Change.State.LAPSED, timezone.now()
    change.save(update_fields=["state", "decided_at"])
    record(actor=None, action="change.lapsed", obj=change)


def close(proposal: Substitution, state: str, *, actor: Any) -> None:
    """End a locked proposal: both links are dead, what the colleague filled in is forgotten, a fee is not owed."""
    proposal.state, proposal.decided_at = state, timezone.now()
    proposal.leaver_digest = proposal.joiner_digest = proposal.filled_in = ""
    proposal.save()
    if state != Substitution.State.DONE:
        # Nobody keeps who was asked in vain; the mails that say so are written from what is still in memory.
        nobody = {"name": "", "email": "", "leaver_name": "", "leaver_email": ""}
        Substitution.objects.filter(pk=proposal.pk).update(**nobody)
    record(actor=actor, action=f"substitution.{state}", obj=proposal)
    if proposal.order is not None and state != Substitution.State.DONE:
        _end_order(proposal.order, actor)


@transaction.atomic
def _end_order(order: Order, actor: Any) -> None:
    locked = lock_order(order)
    if locked.is_live:
        cancel_order(order=locked, actor=actor, reason="change given up")
