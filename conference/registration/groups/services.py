"""Add people to an order; invite them to name themselves."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing.orders.models import Order
from billing.orders.services import add_lines
from billing.orders.settlement import lock_order
from conference.edition.models import Edition
from conference.registration.applications import Person, order_lines, price_items, total
from conference.registration.capacity import lock_sales, require_places
from conference.registration.discounts.granting import Grant
from conference.registration.discounts.reading import read_offer
from conference.registration.discounts.services import write_uses
from conference.registration.groups.lines import MOST_PEOPLE
from conference.registration.groups.models import PlaceInvitation
from conference.registration.places import Registration, RegistrationItem
from conference.registration.services.making import make_items, make_place
from conference.registration.services.placing import PriceChanged, SaleClosed
from conference.registration.services.settling import settle_places
from conference.registration.states import OCCUPYING, State
from conference.registration.tasks import fulfil_order
from conference.registration.vetting.automatic import vet
from conference.registration.vetting.safety.holding import keep_holds
from core.audit.services import record
from core.codes import keyed_digest, secret
from core.mail.services import queue_mail
from people.accounts.models import User

PURPOSE = "place-invitation"


class OrderNotOpen(Exception):
    """The order has ended, waits for its first payment, or changed since it was looked at."""


class TooMany(Exception):
    """The order would hold more people than one may."""


def grant_more(order: Order, people: Sequence[Person], user: User | None) -> Grant:
    """Return the discounts for people who join an order; those who are there count for the group."""
    edition = _edition(order)
    today = edition.today()
    there = order.registrations.filter(state__in=OCCUPYING, items__kind="ticket", items__line__unit_net__gt=0)
    offer = read_offer(edition, user=user, codes=(), on=today)
    items = price_items(people, edition.price_phase(today))
    return Grant(offer, people, items, before=there.distinct().count())


def _edition(order: Order) -> Edition:
    return order.registrations.select_related("edition").earliest("position").edition


@transaction.atomic
def add_people(
    *, order: Order, people: Sequence[Person], expected_total: Decimal, seen: int, user: User | None = None
) -> list[Registration]:
    """Add places to an order at today's prices, all or nothing; a paid order owes their price then.

    `seen` is how many places the order had when its buyer looked, so that a second click adds nothing. The number of
    queries does not grow with the number of people. Raises OrderNotOpen, TooMany, SaleClosed, PriceChanged, SoldOut.
    """
    edition = lock_sales(_edition(order))
    order = lock_order(order)
    if not edition.sale_is_open(timezone.now()):
        raise SaleClosed
    if not order.is_live or order.state == Order.State.HELD or order.registrations.count() != seen:
        raise OrderNotOpen
    if seen + len(people) > MOST_PEOPLE:
        raise TooMany
    require_places(
        edition=edition,
        people=len(people),
        tickets=[(person.ticket_type, person.ticket_quantity) for person in people],
        add_ons=[add_on for person in people for add_on in person.add_ons],
    )
    items = grant_more(order, people, user).priced()
    if total(items) != expected_total:
        raise PriceChanged(total(items))
    lines = add_lines(order=order, lines=order_lines(items), actor=user, reason="people added")
    order.refresh_from_db()
    last: int = order.registrations.aggregate(last=Max("position"))["last"] or 0
    now = timezone.now()
    places = [
        make_place(order, number, person, edition=edition, consented_at=now, user=user)
        for number, person in enumerate(people, last + 1)
    ]
    vet(places, user)
    settle_places(order, places, save=False)
    Registration.objects.bulk_create(places)
    keep_holds(places)
    RegistrationItem.objects.bulk_create(make_items(places, items, lines))
    write_uses(places, items)
    record(actor=user, action="order.people_added", obj=order, changes={"people": len(people), "amount": total(items)})
    fulfil_order.enqueue(order.pk)
    return places


@transaction.atomic
def invite(*, order: Order, emails: Sequence[str], until: date, actor: User | None = None) -> int:
    """Send each address a link to one place without a name, in their order; an earlier link of that place is dead."""
    order = lock_order(order)
    unnamed = order.registrations.filter(state=State.APPLIED, name="").select_related("edition").order_by("position")
    places = [place for place in unnamed if not place.is_named]
    invited = {row.registration_id: row.email for row in PlaceInvitation.objects.filter(registration__in=places)}
    free = [place for place in places if place.pk not in invited] + [p for p in places if p.pk in invited]
    chosen = list(zip(free, emails, strict=False))
    PlaceInvitation.objects.filter(registration__in=[place for place, _email in chosen], used_at=None).delete()
    for place, email in chosen:
        token = secret()
        PlaceInvitation.objects.create(
            registration=place, email=email, token_digest=keyed_digest(PURPOSE, token), until=until
        )
        _send(place, email, token, until)
    record(actor=actor, action="order.people_invited", obj=order, changes={"people": len(chosen)})
    return len(chosen)


def _send(place: Registration, email: str, token: str, until: date) -> None:
    with translation.override(place.order.language):
        queue_mail(
            kind="registration.invited",
            to=email,
            subject=_("A place at the conference"),
            template="conference/registration/invited",
            context={
                "edition": place.edition,
                "until": until,
                "link": reverse("registration:invitation", args=[place.edition.year, token]),
            },
            sensitive=True,
        )


def invitation_of(token: str) -> PlaceInvitation | None:
    """Return whose link a token is, if it was not used."""
    rows = PlaceInvitation.objects.select_related("registration__edition", "registration__ticket_type",
                                                  "registration__order")  # fmt: skip
    return rows.filter(token_digest=keyed_digest(PURPOSE, token), used_at=None).first()
