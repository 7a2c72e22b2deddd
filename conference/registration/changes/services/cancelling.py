"""Cancel one's own place or a part of it, by the terms that were agreed to."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.orders.models import Order
from billing.queue.models import FinanceCase
from conference.registration.changes.emails import send_given_up
from conference.registration.changes.models import Change, Substitution, rules_of
from conference.registration.changes.quotes import Quote, quote_cancellation
from conference.registration.changes.services.ending import end_proposals
from conference.registration.places import Registration, RegistrationItem
from conference.registration.services.deciding import cancel_place
from conference.registration.services.locking import lock_place
from conference.registration.services.naming import PlaceClosed
from conference.registration.services.taking_back import take_back
from conference.registration.states import OCCUPYING
from core.audit.services import record


class TermsMoved(Exception):
    """The cancellation does not come to what was shown; `quote` is what it comes to now."""

    def __init__(self, quote: Quote) -> None:
        super().__init__(str(quote.back))
        self.quote = quote


def credit_end(place: Registration) -> date | None:
    """Return until when a credit from this place could be used, or None if the edition offers none.

    None too while finance is paying something of the order back by hand: that is not to become credit as well.
    """
    rules = rules_of(place.edition)
    if FinanceCase.objects.open().filter(order=place.order, kind=FinanceCase.Kind.OVERPAID).exists():
        return None
    return date(place.edition.year + rules.credit_years, 12, 31) if rules.offers_credit else None


def _check(order: Order, place: Registration) -> None:
    if place.state not in OCCUPYING or not order.is_live or order.state == Order.State.HELD:
        raise PlaceClosed
    if place.edition.today() > place.edition.end_date:
        raise PlaceClosed


@transaction.atomic
def give_up_place(*, place: Registration, expected_back: Decimal, as_credit: bool, actor: Any) -> Quote:
    """Cancel a place and return what that came to; the money goes back over its payments, or becomes credit.

    `expected_back` is what was shown. Raises PlaceClosed and TermsMoved.
    """
    order, place = lock_place(place)
    _check(order, place)
    place.order = order
    quote = quote_cancellation(place, on=place.edition.today())
    until = credit_end(place) if as_credit and quote.back else None
    if quote.back != expected_back:
        raise TermsMoved(quote)
    end_proposals(place, actor=actor)
    cancel_place(place=place, actor=actor, reason="given up", keep=quote.kept, credit_until=until)
    send_given_up(place, quote, as_credit=until is not None)
    return quote


@transaction.atomic
def give_up_item(
    *, place: Registration, item: RegistrationItem, expected_back: Decimal, as_credit: bool, actor: Any
) -> Quote:
    """Cancel one workshop or function of a place, as above. Raises PlaceClosed and TermsMoved."""
    order, place = lock_place(place)
    _check(order, place)
    place.order = order
    found = place.items.filter(cancelled_at=None, pk=item.pk, kind=RegistrationItem.Kind.ADD_ON)
    standing = found.select_related("line__order", "add_on__session").first()
    if standing is None:
        raise PlaceClosed
    quote = quote_cancellation(place, on=place.edition.today(), item=standing)
    if quote.back != expected_back:
        raise TermsMoved(quote)
    until = credit_end(place) if as_credit and quote.back else None
    take_back(
        order,
        place,
        items=[standing],
        actor=actor,
        reason="given up",
        keep=quote.kept,
        credit_until=until,
        key=f"item-{standing.pk}",
    )
    record(actor=actor, action="registration.item_cancelled", obj=place, changes={"kept": quote.kept})
    send_given_up(place, quote, as_credit=until is not None)
    return quote


def nothing_pending(place: Registration) -> bool:
    """Whether no change waits for its payment and no colleague was proposed."""
    held = Change.objects.filter(registration=place, state=Change.State.HELD)
    return (
        not held.exists() and not Substitution.objects.filter(registration=place, state__in=Substitution.OPEN).exists()
    )
