"""A cancelled edition: everybody is paid back once and told once, whatever happens on the way."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from factories.billing import order
from factories.changes import firm, place_of
from factories.conference import TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed

from billing.audit import find_errors
from billing.refunds.models import Refund
from conference.registration.changes.services.exchanging import exchange_ticket
from conference.registration.refunding import services
from conference.registration.refunding.models import MassRefund, MassRefundEntry
from conference.registration.refunding.reading import not_paid_back, progress_of
from conference.registration.refunding.services import WrongYear, begin, run, try_again
from conference.registration.services.placing import SaleClosed
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    return TicketTypeFactory(vetting="manual", early=100, regular=100, late=100)


def start(ticket):
    return begin(edition=ticket.edition, typed_year=2027, message="The venue has burnt down.", actor=None)


def test_everybody_is_paid_back_in_full_and_told_once(ticket, run_tasks):
    card, check = firm(run_tasks, person(ticket), person(ticket)), firm(run_tasks, person(ticket), method="check")
    unpaid = firm(run_tasks, person(ticket), method="purchase_order", paid=False)
    held = placed(person(ticket))
    OutboxMail.objects.all().delete()

    mass = start(ticket)
    run_tasks()

    for each in (card, check, unpaid, held):
        each.refresh_from_db()
        assert each.state == "cancelled"
    assert card.refunds.get().amount == 200
    now = progress_of(mass)
    assert (now.orders, now.done, now.amount, now.by_hand) == (4, 4, 300, 100)
    assert [entry.order for entry in not_paid_back(mass)] == [check]
    mails = OutboxMail.objects.filter(kind__startswith="registration.")
    assert set(mails.values_list("kind", flat=True)) == {"registration.edition_cancelled"}
    assert mails.count() == mails.values("recipient").distinct().count() == 6
    with pytest.raises(SaleClosed):
        placed(person(ticket))
    assert list(find_errors()) == []


def test_a_worker_killed_in_the_middle_is_gone_on_from(ticket, run_tasks, monkeypatch):
    orders = [firm(run_tasks, person(ticket)) for _number in range(3)]
    mass = start(ticket)
    done = services.pay_one_back

    def dies(key):
        if MassRefundEntry.objects.filter(state="done").count() == 1:
            raise KeyboardInterrupt
        done(key)

    with monkeypatch.context() as patched:
        patched.setattr(services, "pay_one_back", dies)
        with pytest.raises(KeyboardInterrupt):
            run(mass)
    assert progress_of(mass).waiting == 2

    run_tasks()
    run(mass)
    begun_again = start(ticket)

    assert begun_again == mass
    assert [each.refunds.get().amount for each in orders] == [100, 100, 100]
    assert MassRefund.objects.get().finished_at
    assert list(find_errors()) == []


def test_one_order_that_fails_stops_nobody_and_is_tried_again(ticket, run_tasks, monkeypatch):
    first, second = firm(run_tasks, person(ticket)), firm(run_tasks, person(ticket))
    mass = start(ticket)
    done = services.cancel_order

    def fails(*, order, **fields):
        if order.pk == first.pk:
            raise RuntimeError
        return done(order=order, **fields)

    with monkeypatch.context() as patched:
        patched.setattr(services, "cancel_order", fails)
        run(mass)
    assert [(entry.order, entry.problem) for entry in not_paid_back(mass)] == [(first, "RuntimeError")]

    assert try_again(mass=mass, actor=None) == 1
    run_tasks()

    assert Refund.objects.count() == 2
    assert second.refunds.count() == 1
    assert list(find_errors()) == []


def test_changes_that_wait_or_were_paid_go_back_too(ticket, run_tasks):
    dear = TicketTypeFactory(edition=ticket.edition, vetting="manual", early=150, regular=150, late=150)
    bought = firm(run_tasks, person(ticket))
    extra = exchange_ticket(
        place=place_of(bought), ticket_type=dear, days=[], proof="", expected=Decimal(50), key="k" * 16, actor=None
    )

    mass = start(ticket)
    run_tasks()

    extra.refresh_from_db()
    assert (extra.state, progress_of(mass).done) == ("cancelled", 2)
    assert list(find_errors()) == []


def test_the_year_is_typed(ticket):
    with pytest.raises(WrongYear):
        begin(edition=ticket.edition, typed_year=2026, message="x", actor=None)
    assert not MassRefund.objects.exists()


def test_the_command_wants_the_year_twice(ticket, run_tasks, capsys):
    firm(run_tasks, person(ticket))
    with pytest.raises(CommandError):
        call_command("refund_edition", "2027")

    call_command("refund_edition", "2027", confirm=2027, message="Sorry.")

    assert "1 of 1 orders done, 0 failed" in capsys.readouterr().out


def test_the_screen_is_for_organizers_and_asks_for_the_year(ticket, run_tasks, client):
    firm(run_tasks, person(ticket))
    url = "/admin/conference/cancelling/2027/"
    client.force_login(UserFactory(roles=["finance"]))
    assert client.get(url).status_code in (302, 403)
    client.force_login(UserFactory(roles=["organizer"]))

    assert client.get("/admin/conference/cancelling/").status_code == 200
    assert client.get(url).status_code == 200
    assert client.post(url, {"year": "2026", "message": "x"}).status_code == 422
    assert client.post(url, {"year": "2027", "message": "x"}).status_code == 302
    run_tasks()

    assert "Every order is through." in client.get(url).content.decode()


def test_the_screen_asks_no_more_for_more_orders(ticket, run_tasks, client, django_assert_max_num_queries):
    client.force_login(UserFactory(roles=["organizer"]))
    firm(run_tasks, person(ticket), method="check")
    mass = start(ticket)
    run(mass)
    counts = []
    for number in range(2):
        if number:
            rows = [placed_before(ticket, mass) for _order in range(2)]
            assert len(rows) == 2
        client.get("/admin/conference/cancelling/2027/")
        with django_assert_max_num_queries(80) as captured:
            client.get("/admin/conference/cancelling/2027/")
        counts.append(len(captured))

    assert counts[0] == counts[1]


def placed_before(ticket, mass):
    """A row of the report."""
    return MassRefundEntry.objects.create(
        mass_refund=mass, order=order(seller="conference"), state="failed", problem="Error"
    )
