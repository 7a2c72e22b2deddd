"""Classes of the line as data: by ticket, by verified agency, else first come; the own number tells the truth."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from factories.conference import EditionFactory, TicketTypeFactory
from factories.people import AgencyDomainFactory, AgencyFactory
from factories.waitlist import full_ticket, wish

from conference.registration.services.deciding import cancel_place
from conference.registration.waitlist.priorities import WaitClass, priority_of
from conference.registration.waitlist.services import advance

pytestmark = pytest.mark.django_db


def of_agency(ticket, priority=5, **fields):
    """A class of a verified agency's people; return an address of theirs."""
    domain = AgencyDomainFactory(domain="police.example.gov", **fields)
    WaitClass.objects.create(edition=ticket.edition, agency=domain.agency, priority=priority)
    return "ana@unit.police.example.gov"


def test_an_agencys_people_stand_before_others_and_everybody_sees_it():
    ticket, order = full_ticket()
    first, second = wish(ticket), wish(ticket)
    hers = wish(ticket, email=of_agency(ticket))

    assert [entry.position()[0] for entry in (hers, first, second)] == [0, 1, 2]
    cancel_place(place=order.registrations.get(), actor=None, reason="test")
    assert advance(ticket.edition) == [hers]


def test_the_highest_class_that_fits_counts_and_without_one_the_first_come():
    ticket, _order = full_ticket()
    email = of_agency(ticket, priority=2)
    WaitClass.objects.create(edition=ticket.edition, ticket_type=ticket, priority=3)
    other = TicketTypeFactory(edition=ticket.edition)

    assert priority_of(ticket.edition, ticket_type=ticket, email=email) == 3
    assert priority_of(ticket.edition, ticket_type=other, email=email) == 2
    assert priority_of(ticket.edition, ticket_type=other, email="x@elsewhere.example") == 0
    assert priority_of(EditionFactory(start_date=date(2028, 8, 7)), ticket_type=None, email=email) == 0


@pytest.mark.parametrize("fields", [{"verified_at": None}, {"agency": "pending"}])
def test_a_domain_counts_only_verified_and_of_an_approved_agency(fields):
    ticket, _order = full_ticket()
    if "agency" in fields:
        fields = {"agency": AgencyFactory(state="pending")}
    email = of_agency(ticket, **fields)

    assert priority_of(ticket.edition, ticket_type=ticket, email=email) == 0


def test_a_class_may_stand_behind_everybody():
    ticket, _order = full_ticket()
    late = wish(ticket, email=of_agency(ticket, priority=-1))
    early = wish(ticket)

    assert (early.position()[0], late.position()[0]) == (0, 1)


def test_a_class_names_a_ticket_of_its_edition_or_an_agency():
    ticket = TicketTypeFactory()
    other = EditionFactory(start_date=date(2028, 8, 7))
    for row in (WaitClass(edition=other, priority=1), WaitClass(edition=other, ticket_type=ticket, priority=1),
                WaitClass(edition=ticket.edition, ticket_type=ticket, priority=101)):  # fmt: skip
        with pytest.raises(ValidationError):
            row.full_clean()
