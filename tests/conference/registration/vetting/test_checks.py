"""The checks side by side, and what a ticket type demands of them for an automatic approval."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from factories.conference import TicketTypeFactory
from factories.people import AgencyDomainFactory, ClearanceFactory, UserFactory
from factories.registration import person, placed
from factories.vetting import held_place, member

from conference.registration.states import State
from conference.registration.vetting.checks import findings
from conference.registration.vetting.evidence import gather_evidence

pytestmark = pytest.mark.django_db


def outcomes(place, *, held=False):
    evidence = gather_evidence([place], place.order.user, everything=True)
    return {str(found.name): found.outcome.value for found in findings(place, evidence, held=held)}


def apply(ticket, user, **fields):
    return placed(person(ticket, email=user.email, **fields), user=user, method="check").registrations.get()


def test_all_checks_stand_side_by_side_whatever_the_ticket_demands():
    ticket = TicketTypeFactory(vetting="manual", check_by="")
    AgencyDomainFactory(domain="agency.example")
    user = UserFactory(email="ana@agency.example")
    ClearanceFactory(email=user.email)
    place = apply(ticket, user)

    assert outcomes(place) == {
        "Address": "passed",
        "Duplicates": "passed",
        "Block list": "passed",
        "Agency's domain": "passed",
        "Membership": "failed",
        "Clearance": "passed",
    }


@pytest.mark.parametrize("cleared", [True, False])
def test_every_demanded_check_must_pass(cleared):
    ticket = TicketTypeFactory(vetting="automatic", check_by="agency", further_checks=["clearance"])
    AgencyDomainFactory(domain="agency.example")
    user = UserFactory(email="ana@agency.example")
    if cleared:
        ClearanceFactory(email=user.email)

    place = apply(ticket, user)

    expected = (State.CONFIRMED_UNPAID, "") if cleared else (State.APPLIED, "no_clearance")
    assert (place.state, place.queue_reason) == expected


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [
        ({"email": "ana@x.example"}, "passed"),
        ({"name": "Ruiz Ana"}, "look"),
        ({"email": "other@x.example", "name": "Ána RUIZ"}, "look"),
        ({"email": "other@x.example", "name": "Bo Berg"}, "failed"),
        ({"email": "ana@x.example", "expires_on": date(2027, 8, 8)}, "failed"),
        ({"email": "ana@x.example", "expires_on": date(2027, 8, 9)}, "passed"),
    ],
)
def test_a_number_counts_with_its_address_and_a_name_alone_wants_a_person(listed, outcome):
    member("ATAP-4711", **listed)
    ticket = TicketTypeFactory(vetting="automatic", check_by="membership", proof="membership number")
    user = UserFactory(email="ana@x.example")

    place = apply(ticket, user, name="Ana Ruiz", proof="ATAP 4711")

    assert outcomes(place)["Membership"] == outcome
    assert (place.state == State.CONFIRMED_UNPAID) == (outcome == "passed")


def test_a_clearance_that_has_expired_does_not_count():
    ticket = TicketTypeFactory(vetting="automatic", check_by="clearance")
    user = UserFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    ClearanceFactory(email=user.email, verified_on=yesterday, expires_on=yesterday)

    assert apply(ticket, user).queue_reason == "no_clearance"


def test_a_reviewer_learns_of_a_hold_that_it_is_one_and_nothing_else():
    place, _hold = held_place()

    found = next(
        row for row in findings(place, gather_evidence([place], None, everything=True), held=True)
        if str(row.name) == "Block list"
    )  # fmt: skip

    assert (found.outcome.value, found.reason, found.evidence) == ("look", "Held for the safety team.", "")
