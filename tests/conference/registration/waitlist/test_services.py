"""Getting in line, being offered, taking, moving on."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.conference import AddOnFactory, EditionFactory, TicketTypeFactory
from factories.registration import person, placed
from factories.waitlist import full_ticket, wish

from billing.audit import find_errors
from conference.agenda.services.publishing import publish
from conference.registration.capacity import SoldOut
from conference.registration.services.deciding import cancel_place
from conference.registration.waitlist.models import WaitEntry, WaitlistRules
from conference.registration.waitlist.services import (
    OfferGone,
    WaitlistClosed,
    advance,
    ask,
    leave,
    take_add_on,
    wait_for_add_on,
)
from conference.registration.waitlist.states import WAIT_MOVES, WaitState, WrongTurn
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


def states():
    return list(WaitEntry.objects.order_by("pk").values_list("state", flat=True))


def free(order, number=1):
    for place in order.registrations.occupying()[:number]:
        cancel_place(place=place, actor=None, reason="test")


def test_a_freed_place_is_offered_held_and_moves_on():
    ticket, order = full_ticket()
    first, second = wish(ticket), wish(ticket)
    assert advance(ticket.edition) == []
    free(order)

    (offer,) = advance(ticket.edition)
    assert (offer, states()) == (first, ["offered", "waiting"])
    assert offer.held_until > timezone.now() + timedelta(hours=23)
    with pytest.raises(SoldOut):
        placed(person(ticket))

    WaitEntry.objects.filter(pk=first.pk).update(held_until=timezone.now())
    assert advance(ticket.edition) == [second]
    assert states() == ["lapsed", "offered"]
    kinds = OutboxMail.objects.filter(kind__startswith="waitlist.").exclude(kind="waitlist.asked")
    assert list(kinds.order_by("pk").values_list("kind", "recipient")) == [
        ("waitlist.offered", first.email),
        ("waitlist.lapsed", first.email),
        ("waitlist.offered", second.email),
    ]


def test_an_offer_is_taken_once_and_by_nobody_else():
    ticket, order = full_ticket(2)
    entry = wish(ticket, 2)
    free(order, 2)
    advance(ticket.edition)

    with pytest.raises(OfferGone):
        placed(person(ticket), person(ticket), person(ticket), offer=entry.public_id)
    with pytest.raises(OfferGone):
        placed(person(TicketTypeFactory(edition=ticket.edition)), offer=entry.public_id)
    taken = placed(person(ticket), person(ticket), offer=entry.public_id)

    entry.refresh_from_db()
    assert (entry.state, entry.order) == ("taken", taken)
    with pytest.raises(OfferGone):
        placed(person(ticket), offer=entry.public_id)
    assert list(find_errors()) == []


def test_nobody_buys_past_those_who_wait():
    ticket, order = full_ticket(3)
    wish(ticket, 2)
    free(order, 3)

    assert placed(person(ticket)).registrations.count() == 1
    with pytest.raises(SoldOut):
        placed(person(ticket))
    assert [entry.offered for entry in advance(ticket.edition)] == [2]


def test_waiting_for_a_full_ticket_keeps_nobody_from_another():
    edition = EditionFactory(capacity=2)
    ticket, _order = full_ticket(1, edition=edition)
    other = TicketTypeFactory(edition=edition)
    wish(ticket, 5)

    assert placed(person(other)).registrations.count() == 1


def test_together_waits_for_enough_and_fewer_takes_what_there_is():
    ticket, order = full_ticket(3)
    wish(ticket, 2)
    free(order, 1)
    assert advance(ticket.edition) == []
    WaitEntry.objects.update(accepts_fewer=True)

    assert [entry.offered for entry in advance(ticket.edition)] == [1]


def test_priority_stands_first_and_the_position_says_so():
    ticket, order = full_ticket()
    plain, second = wish(ticket, 3), wish(ticket)
    wish(ticket, priority=1)

    assert [plain.position(), second.position()] == [(1, 1), (2, 4)]
    free(order)
    assert [entry.priority for entry in advance(ticket.edition)] == [1]


def test_leaving_hands_the_offer_on():
    ticket, order = full_ticket()
    first, _second = wish(ticket), wish(ticket)
    free(order)
    advance(ticket.edition)

    leave(entry=first)

    assert states() == ["left", "offered"]


def test_asking_twice_is_one_wish_and_an_unconfirmed_one_keeps_no_place():
    ticket, order = full_ticket()
    values = {"ticket_type": ticket, "email": "Robin@Agency.example", "name": "Robin", "accepts_fewer": False}

    ask(**values, quantity=1, language="en")
    entry = ask(**values, quantity=3, language="en")

    assert (WaitEntry.objects.get(), entry.quantity) == (entry, 3)
    free(order)
    assert advance(ticket.edition) == []
    assert placed(person(ticket)).registrations.count() == 1


def test_nothing_is_offered_once_it_begins():
    ticket, order = full_ticket()
    wish(ticket)
    free(order)
    ticket.edition.start_date = ticket.edition.today()
    ticket.edition.save()

    assert advance(ticket.edition) == []
    assert states() == ["closed"]
    with pytest.raises(WaitlistClosed):
        wish(ticket)


def test_a_closed_line_takes_no_wish():
    ticket, _order = full_ticket()
    WaitlistRules.objects.create(edition=ticket.edition, is_open=False)

    with pytest.raises(WaitlistClosed):
        wish(ticket)


def test_a_full_workshop_comes_to_the_place_that_waited():
    ticket = TicketTypeFactory(vetting="manual")
    workshop = AddOnFactory(edition=ticket.edition, capacity=1)
    publish(edition=ticket.edition, actor=None)
    has = placed(person(ticket, add_ons=[workshop]), method="purchase_order")
    waits = placed(person(ticket), method="purchase_order")
    entry = wait_for_add_on(place=waits.registrations.get(), add_on=workshop)
    assert wait_for_add_on(place=waits.registrations.get(), add_on=workshop) == entry
    before = waits.total

    assert advance(ticket.edition) == []
    free(has)
    assert advance(ticket.edition) == [entry]
    with pytest.raises(SoldOut):
        placed(person(ticket, add_ons=[workshop]))
    take_add_on(entry=entry)

    assert waits.total == before + workshop.price
    with pytest.raises(OfferGone):
        take_add_on(entry=entry)
    assert list(find_errors()) == []


@pytest.mark.parametrize("state", WaitState.values)
def test_only_the_tables_moves_are_made(state):
    for target in WaitState.values:
        entry = WaitEntry(state=state)
        if target in WAIT_MOVES[state]:
            entry.move_to(target)
            assert entry.state == target
        else:
            with pytest.raises(WrongTurn):
                entry.move_to(target)
