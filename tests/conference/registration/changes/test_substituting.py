"""A colleague comes instead: both agree, the fee is paid, and nothing of the one before goes along."""

from decimal import Decimal

import pytest
from django.utils import timezone
from factories.changes import firm, pay, place_of, substitution_offered
from factories.conference import AccessLevelFactory, AddOnFactory, TicketTypeFactory
from factories.people import ClearanceFactory, UserFactory
from factories.registration import person

from billing.audit import find_errors
from conference.attendance.services.badges import issue_badge
from conference.registration.changes.models import Substitution
from conference.registration.changes.services.substituting import (
    LinkOver,
    NotColleagues,
    NotPossible,
    agree,
    expire,
    proposal_of,
    propose,
    withdraw,
)
from conference.registration.personal.models import AgendaFeed
from conference.registration.personal.services import make_feed
from conference.registration.states import State
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
JOINER = "joiner@agency.example"


@pytest.fixture
def ticket():
    ticket = TicketTypeFactory(vetting="manual")
    substitution_offered(ticket.edition)
    return ticket


def proposed(order, email=JOINER, **fields):
    values = {"name": "Jo Joiner", "actor": None, "by_person": False, **fields}
    return propose(place=place_of(order), email=email, **values)


def token(to):
    mail = OutboxMail.objects.filter(recipient=to, kind__startswith="registration.substitution_").latest("pk")
    return next(line for line in mail.text.splitlines() if "/substitution/" in line).rstrip("/").rpartition("/")[2]


def both_agree(order, leaver=None):
    place = place_of(order)
    agree(token=token(place.email), user=leaver)
    return agree(token=token(JOINER), user=None, person=person(place.ticket_type, name="Jo Joiner", email=JOINER))


def test_the_place_changes_hands_and_is_vetted_anew(ticket, run_tasks):
    order = firm(run_tasks, person(ticket, dietary_needs="nuts", badge_name="Old"))
    before = place_of(order)
    old = issue_badge(registration=before, actor=None)

    proposed(order)
    assert both_agree(order).state == Substitution.State.DONE
    run_tasks()

    place = place_of(order)
    assert (place.name, place.email, place.state, place.ticket_token) == ("Jo Joiner", JOINER, State.APPLIED, None)
    assert (place.dietary_needs, place.badge_name, place.user) == ("", "", None)
    old.refresh_from_db()
    assert old.revoked_at
    assert place.order.buyer_email == order.buyer_email
    assert Substitution.objects.get().filled_in == ""
    assert list(find_errors()) == []


def test_neither_side_reads_of_the_other(ticket, run_tasks):
    order = firm(run_tasks, person(ticket, name="Lee Leaver"))
    proposed(order)
    both_agree(order)
    run_tasks()

    place = Substitution.objects.get()
    to_joiner = " ".join(OutboxMail.objects.filter(recipient=JOINER).values_list("text", flat=True))
    to_leaver = " ".join(OutboxMail.objects.filter(recipient=place.leaver_email).values_list("text", flat=True))
    assert "Lee" not in to_joiner
    assert place.leaver_email not in to_joiner
    assert JOINER not in to_leaver
    assert order.guest_path not in to_joiner + to_leaver


def test_the_fee_is_paid_before_the_place_changes_hands(ticket, run_tasks):
    ticket.edition.substitution_fees.update(fee=Decimal("40.00"))
    order = firm(run_tasks, person(ticket))
    leaver = place_of(order).email
    proposed(order)

    proposal = both_agree(order)
    assert (proposal.state, place_of(order).email) == (Substitution.State.AGREED, leaver)
    pay(proposal.order)
    run_tasks()

    assert place_of(order).email == JOINER
    assert list(find_errors()) == []


def test_an_unpaid_fee_ends_the_proposal(ticket, run_tasks):
    ticket.edition.substitution_fees.update(fee=Decimal("40.00"))
    order = firm(run_tasks, person(ticket))
    proposed(order)
    proposal = both_agree(order)

    withdraw(place=place_of(order), actor=None)
    run_tasks()

    proposal.order.refresh_from_db()
    assert (Substitution.objects.get().state, proposal.order.state) == (Substitution.State.CANCELLED, "cancelled")
    assert list(find_errors()) == []


def test_a_link_works_once_and_not_after_the_end(ticket, run_tasks):
    order = firm(run_tasks, person(ticket))
    proposal = proposed(order)
    link = token(place_of(order).email)
    agree(token=link, user=None)
    with pytest.raises(LinkOver):
        agree(token=link, user=None)
    other = token(JOINER)
    Substitution.objects.update(until=timezone.now())

    with pytest.raises(LinkOver):
        agree(token=other, user=None, person=person(ticket, email=JOINER))
    assert expire(proposal)
    assert not expire(proposal)
    assert proposal_of(other) is None


def test_where_an_account_exists_it_alone_may_answer(ticket, run_tasks):
    holder, other = UserFactory(email=JOINER), UserFactory()
    order = firm(run_tasks, person(ticket))
    proposed(order)

    for user in (None, other):
        with pytest.raises(LinkOver):
            agree(token=token(JOINER), user=user, person=person(ticket, email=JOINER))

    agree(token=token(JOINER), user=holder, person=person(ticket, email=JOINER))
    assert Substitution.objects.get().joiner_agreed_at


def test_colleagues_are_of_one_agency(ticket, run_tasks):
    order = firm(run_tasks, person(ticket))

    for address in ("jo@elsewhere.example", place_of(order).email):
        with pytest.raises(NotColleagues):
            proposed(order, address)


def test_mailboxes_of_everybody_are_no_agency(ticket, run_tasks):
    order = firm(run_tasks, person(ticket, email="lee@gmail.com"))

    with pytest.raises(NotColleagues):
        proposed(order, "jo@gmail.com")


def test_without_a_fee_as_data_nobody_is_sent(ticket, run_tasks):
    ticket.edition.substitution_fees.all().delete()

    with pytest.raises(NotPossible):
        proposed(firm(run_tasks, person(ticket)))


def test_a_restricted_workshop_stays_only_with_ones_own_clearance(ticket, run_tasks):
    sworn = AccessLevelFactory(edition=ticket.edition, code="sworn_only")
    kept, lost = (
        AddOnFactory(edition=ticket.edition, session__audience=level, price=Decimal(50))
        for level in (AccessLevelFactory(edition=ticket.edition), sworn)
    )
    order = firm(run_tasks, person(ticket, add_ons=[kept, lost]))
    ClearanceFactory(email=place_of(order).email, kind="sworn")
    proposed(order)

    both_agree(order)
    run_tasks()

    left = place_of(order).items.filter(cancelled_at=None).exclude(add_on=None)
    assert [item.add_on for item in left] == [kept]
    assert order.refunds.get().amount == 50
    assert list(find_errors()) == []


def test_the_leavers_calendar_address_is_dead(ticket, run_tasks):
    user = UserFactory(email="lee@agency.example")
    order = firm(run_tasks, person(ticket, email=user.email))
    make_feed(user=user, edition=ticket.edition)
    proposed(order)

    both_agree(order, leaver=user)

    assert not AgendaFeed.objects.exists()
