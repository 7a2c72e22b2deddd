"""What staff decide about an application, and what follows for its money."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from conference.registration.places import Registration
from conference.registration.services.locking import lock_place
from conference.registration.services.settling import settle_places
from conference.registration.services.taking_back import take_back
from conference.registration.states import State, check_move
from conference.registration.tasks import fulfil_order
from core.audit.services import record
from core.files.services import erase_private
from core.money import ZERO

if TYPE_CHECKING:
    from people.accounts.models import User


@transaction.atomic
def approve_place(*, place: Registration, actor: "User") -> Registration:
    """Approve an application; the place becomes confirmed or paid as its order stands. Raises IllegalMove.

    A proof that was uploaded has done its duty and is erased.
    """
    order, place = lock_place(place)
    check_move(place.state, State.APPROVED)
    place.state, place.queue_reason = State.APPROVED, ""
    _decide(place, actor)
    settle_places(order, [place], save=False)
    place.save()
    record(actor=actor, action="registration.approved", obj=place, changes={"state": place.state})
    fulfil_order.enqueue(order.pk)
    return place


@transaction.atomic
def refuse_place(*, place: Registration, actor: "User", reason: str) -> Registration:
    """Refuse an application: its lines are taken back and what was paid for them goes back in full.

    `reason` is for the record; the person is given none (DOMAIN.md §5.4). Raises IllegalMove.
    """
    order, place = lock_place(place)
    check_move(place.state, State.REFUSED)
    place.state = State.REFUSED
    _decide(place, actor)
    place.save()
    record(actor=actor, action="registration.refused", obj=place, reason=reason)
    take_back(order, place, actor=actor, reason="refused")
    fulfil_order.enqueue(order.pk)
    return place


@transaction.atomic
def cancel_place(
    *,
    place: Registration,
    actor: "User | None",
    reason: str,
    keep: Decimal = ZERO,
    credit_until: date | None = None,
) -> Registration:
    """Cancel one place; `keep` of what was paid for it stays here, the rest goes back. Raises IllegalMove.

    With `credit_until` the rest becomes the buyer's credit until that day instead.
    """
    order, place = lock_place(place)
    check_move(place.state, State.CANCELLED)
    place.state, place.ticket_token = State.CANCELLED, None
    place.save()
    record(actor=actor, action="registration.cancelled", obj=place, reason=reason, changes={"kept": keep})
    take_back(order, place, actor=actor, reason=reason, keep=keep, credit_until=credit_until)
    fulfil_order.enqueue(order.pk)
    return place


def _decide(place: Registration, actor: "User") -> None:
    place.decided_by, place.decided_at = actor, timezone.now()
    if place.proof_file:
        erase_private(place.proof_file)
