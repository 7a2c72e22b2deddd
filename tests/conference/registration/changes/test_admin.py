"""What staff see of changes: rules, fees, notices, credits."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.changes import firm, place_of
from factories.conference import TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person

from billing.balances.models import Balance
from conference.registration.changes.models import DeskNotice
from conference.registration.changes.services.own_data import tell_desk
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_notices_are_read_by_registration_settled_once_and_recorded(run_tasks, client, django_assert_max_num_queries):
    ticket = TicketTypeFactory(vetting="manual")
    order = firm(run_tasks, *(person(ticket) for _number in range(3)))
    client.force_login(UserFactory(roles=["finance"]))
    url = "/admin/conference/desk-notices/"
    client.force_login(UserFactory(roles=["registration"]))
    counts = []
    for positions in ([1], [2, 3]):
        notices = [tell_desk(place=place_of(order, position), what="name") for position in positions]
        client.get(url)
        with django_assert_max_num_queries(60) as captured:
            page = client.get(url).content.decode()
        counts.append(len(captured))
        assert place_of(order, positions[0]).name in page

    for _click in range(2):
        assert client.post(f"{url}{notices[0].pk}/settle/").status_code == 302

    assert counts[0] == counts[1]
    assert DeskNotice.objects.exclude(settled_at=None).count() == 1
    assert AuditEntry.objects.filter(action="desk_notice.settled").count() == 1
    assert AuditEntry.objects.filter(action="desk_notices.read").exists()


def test_credits_are_listed_without_their_codes(run_tasks, client, django_assert_max_num_queries):
    order = firm(run_tasks, person(TicketTypeFactory(vetting="manual")))
    client.force_login(UserFactory(roles=["finance"]))
    url, until = "/admin/finance/balances/", timezone.localdate() + timedelta(days=300)
    counts = []
    for number in (1, 2):
        rows = [
            Balance.objects.create(source=order, email=order.buyer_email, currency="USD", expires_on=until)
            for _row in range(number)
        ]
        client.get(url)
        with django_assert_max_num_queries(60) as captured:
            page = client.get(url).content.decode()
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert order.number in page
    assert rows[0].code not in page
    assert client.get(f"{url}?q={order.number}").status_code == 200


@pytest.mark.parametrize("name", ["conference_change_rules", "conference_substitution_fees"])
def test_rules_and_fees_are_organizers(name, client):
    TicketTypeFactory()
    client.force_login(UserFactory(roles=["organizer"]))

    assert client.get(f"/admin/{name}/").status_code == 200
    assert client.get(f"/admin/{name}/new/").status_code == 200
