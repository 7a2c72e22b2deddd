"""Place an application: one order, its places and what was bought for them, all or nothing."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from billing.orders.models import Order
from billing.orders.services import place_order
from conference.registration.applications import Application, order_lines, price_items, total
from conference.registration.capacity import lock_sales, require_places
from conference.registration.discounts.granting import Grant
from conference.registration.discounts.reading import read_offer
from conference.registration.discounts.services import write_uses
from conference.registration.places import Registration, RegistrationItem
from conference.registration.questions.services import require_options, write_answers
from conference.registration.services.making import make_items, make_place
from conference.registration.services.settling import settle_places
from conference.registration.terms import terms_snapshot
from conference.registration.vetting.automatic import vet
from conference.registration.vetting.payment import let_wait
from conference.registration.vetting.safety.holding import keep_holds
from conference.registration.waitlist.services import claim, settle_claim
from people.accounts.models import User

SELLER = "conference"


class SaleClosed(Exception):
    """The edition sells nothing at this moment."""


class PriceChanged(Exception):
    """The order does not come to what the buyer was shown; `total` is what it comes to."""

    def __init__(self, total: Decimal) -> None:
        super().__init__(str(total))
        self.total = total


@transaction.atomic
def place_application(
    *,
    application: Application,
    submission_key: str,
    user: User | None = None,
    at: datetime | None = None,
    actor: User | None = None,
) -> Order:
    """Take the places and return the order; the same submission key returns the first order and changes nothing.

    Capacity is counted under the edition's lock, prices are those of this moment at the venue. The number of queries
    does not grow with the number of people. `at` is another moment of sale, for orders entered afterwards; `actor` is
    who places it for the buyer. Raises SaleClosed, PriceChanged, `capacity.SoldOut` or the waitlist's OfferGone.
    """
    edition = lock_sales(application.edition)
    placed = Order.objects.filter(submission_key=submission_key).first()
    if placed:
        return placed
    now = at or timezone.now()
    if not edition.sale_is_open(now):
        raise SaleClosed
    people = application.people
    offer_taken = claim(edition, application.offer, people)
    require_places(
        edition=edition,
        people=len(people),
        tickets=[(person.ticket_type, person.ticket_quantity) for person in people],
        add_ons=[add_on for person in people for add_on in person.add_ons],
        offer=offer_taken,
    )
    require_options(edition, people)
    today = edition.local(now).date()
    offer = read_offer(edition, user=user, codes=application.codes, on=today)
    items = Grant(offer, people, price_items(people, edition.price_phase(today))).priced()
    if application.expected_total not in (None, total(items)):
        raise PriceChanged(total(items))
    order = place_order(
        lines=order_lines(items),
        buyer=application.buyer,
        billing=application.billing,
        currency=edition.currency,
        method=application.method,
        seller=SELLER,
        user=user,
        language=application.language,
        submission_key=submission_key,
        terms=terms_snapshot(edition),
        actor=actor or user,
    )
    places = [
        make_place(order, number, person, edition=edition, consented_at=application.consented_at, user=user)
        for number, person in enumerate(people, 1)
    ]
    vet(places, user)
    settle_places(order, places, save=False)
    Registration.objects.bulk_create(places)
    keep_holds(places)
    let_wait(order, places)
    RegistrationItem.objects.bulk_create(make_items(places, items, order.new_lines))
    write_uses(places, items)
    write_answers(places, people)
    if offer_taken:
        settle_claim(offer_taken, order)
    return order
