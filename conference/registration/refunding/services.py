"""Cancel an edition and pay every order back: begun once, resumed as often as need be, each order touched once."""

import logging
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing.balances.services import refundable_to_balances
from billing.orders.models import Order
from billing.orders.services import cancel_order
from billing.orders.settlement import lock_order
from billing.refunds.services import available, refundable_by_card
from conference.edition.models import Edition
from conference.registration.capacity import lock_sales
from conference.registration.places import Registration
from conference.registration.refunding.models import MassRefund, MassRefundEntry
from conference.registration.states import OCCUPYING
from core.audit.services import record
from core.codes import keyed_digest
from core.mail.services import queue_mail
from core.money import ZERO

logger = logging.getLogger(__name__)
BATCH = 25
State = MassRefundEntry.State


class WrongYear(Exception):
    """The typed year is not the edition's."""


@transaction.atomic
def begin(*, edition: Edition, typed_year: int, message: str, actor: Any) -> MassRefund:
    """Cancel an edition: nothing is sold any more, every order is written down, tasks begin to pay back.

    A second time returns the first's. Raises WrongYear.
    """
    if typed_year != edition.year:
        raise WrongYear
    edition = lock_sales(edition)
    known = MassRefund.objects.filter(edition=edition).first()
    if known:
        return known
    before = edition.state
    edition.state = Edition.State.CANCELLED
    edition.save(update_fields=["state", "year"])
    mass = MassRefund.objects.create(edition=edition, message=message, started_by=actor)
    orders = orders_of(edition)
    MassRefundEntry.objects.bulk_create(MassRefundEntry(mass_refund=mass, order_id=key) for key in orders)
    record(
        actor=actor,
        action="edition.cancelled",
        obj=edition,
        changes={"state": [before, edition.state], "orders": len(orders)},
    )
    _set_to_work(mass)
    return mass


def _set_to_work(mass: MassRefund) -> None:
    # Tasks run what services write: a circle if imported above.
    from conference.registration.refunding.tasks import go_on

    go_on.enqueue(mass.pk)


def orders_of(edition: Edition) -> list[int]:
    """Return the keys of an edition's live orders, those for changes first: theirs is the newer money."""
    own = Q(registrations__edition=edition)
    extra = Q(change__registration__edition=edition) | Q(substitution__registration__edition=edition)
    live = Order.objects.live()
    first = set(live.filter(extra).values_list("pk", flat=True))
    return [*sorted(first), *sorted(set(live.filter(own).values_list("pk", flat=True)) - first)]


def run(mass: MassRefund, *, batch: int = BATCH) -> bool:
    """Work on the next orders and return whether some are left; whoever runs beside this waits for its turn."""
    waiting = MassRefundEntry.objects.filter(mass_refund=mass, state=State.WAITING).order_by("pk")
    for key in list(waiting.values_list("pk", flat=True)[:batch]):
        try:
            pay_one_back(key)
        except Exception as error:
            # One order that cannot be done must not stop the others; the report names it.
            logger.exception("an order of a mass refund failed")
            MassRefundEntry.objects.filter(pk=key, state=State.WAITING).update(
                state=State.FAILED, problem=type(error).__name__, done_at=timezone.now()
            )
    if waiting.exists():
        return True
    MassRefund.objects.filter(pk=mass.pk, finished_at=None).update(finished_at=timezone.now())
    return False


@transaction.atomic
def pay_one_back(key: int) -> None:
    """Cancel one order, ask for its money back, write its mails: all of it or nothing, and never a second time."""
    entry = MassRefundEntry.objects.select_related("order", "mass_refund__edition").get(pk=key)
    order = lock_order(entry.order)
    entry = MassRefundEntry.objects.select_for_update(of=("self",)).select_related("mass_refund__edition").get(pk=key)
    if entry.state == State.DONE:
        return
    if order.is_live:
        entry.amount = max(available(order), ZERO)
        known = sum(refundable_by_card(order).values(), ZERO) + sum(refundable_to_balances(order).values(), ZERO)
        entry.by_hand = max(entry.amount - known, ZERO)
        people = list(_people(order))
        cancel_order(order=order, actor=entry.mass_refund.started_by, reason="edition cancelled")
        for address in people:
            _tell(entry.mass_refund, order, address)
    entry.state, entry.done_at, entry.problem = State.DONE, timezone.now(), ""
    entry.save(update_fields=["state", "amount", "by_hand", "problem", "done_at"])


def _people(order: Order) -> set[str]:
    """Return whom to tell: the buyer, and everybody who has a place in the order."""
    coming = Registration.objects.filter(order=order, state__in=OCCUPYING).exclude(email="")
    return {address.strip().lower() for address in [order.buyer_email, *coming.values_list("email", flat=True)]}


def _tell(mass: MassRefund, order: Order, address: str) -> None:
    """Write one mail to a person, however many orders and places they have."""
    with translation.override(order.language):
        queue_mail(
            kind="registration.edition_cancelled",
            to=address,
            subject=_("About the conference"),
            template="conference/registration/refunding/edition_cancelled",
            context={
                "edition": mass.edition,
                "message": mass.message,
                "order": order if address == order.buyer_email.strip().lower() else None,
            },
            unique_key=f"mass-refund-{mass.pk}-{keyed_digest('mass-refund', address)[:40]}",
        )


@transaction.atomic
def try_again(*, mass: MassRefund, actor: Any) -> int:
    """Put the orders that failed back to the waiting ones and go on; return how many."""
    failed = MassRefundEntry.objects.filter(mass_refund=mass, state=State.FAILED)
    number = failed.update(state=State.WAITING, problem="", done_at=None)
    if number:
        MassRefund.objects.filter(pk=mass.pk).update(finished_at=None)
        record(actor=actor, action="mass_refund.tried_again", obj=mass, changes={"orders": number})
        _set_to_work(mass)
    return number
