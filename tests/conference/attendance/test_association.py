"""The report to the association: its members who were there, and nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.badges import badged
from factories.conference import EditionFactory
from factories.people import UserFactory
from factories.registration import free_ticket
from factories.scans import door, scan

from conference.attendance.association import attendance_of_members
from conference.attendance.pairing import Direction
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    today = timezone.localdate()
    return EditionFactory(start_date=today - timedelta(days=1), end_date=today + timedelta(days=1), state="published")


def member(edition, ticket, name, number, *, days=()):
    badge = badged(edition=edition, ticket_type=ticket, name=name)
    place = badge.registration
    place.proof = number
    place.save()
    for day in days:
        scan(door(edition=edition), badge, at=timezone.now() + timedelta(days=day))
    return badge


@pytest.fixture
def people(edition):
    members = free_ticket(edition=edition, code="MEMBER", check_by="membership")
    member(edition, members, "=Ada Member", "A-1", days=(0, 0))
    member(edition, members, "Bo Absent", "B-2")
    gone = member(edition, members, "Cy Left", "C-3")
    scan(door(edition=edition), gone, direction=Direction.OUT, at=timezone.now())
    member(edition, members, "Di Numberless", "", days=(0,))
    member(edition, free_ticket(edition=edition), "Eve Other", "A-9", days=(0,))


def test_only_members_who_were_there_are_reported(edition, people, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = list(attendance_of_members(edition))

    assert [(row.number, row.name, row.days) for row in found] == [
        ("A-1", "=Ada Member", (edition.local(timezone.now()).date(),))
    ]


def test_the_report_asks_for_a_role_and_a_reason_and_is_logged(client, settings, edition, people):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    url = reverse("conference_attendance:association", args=[edition.year])
    for roles, status in ((["finance"], 302), (["credits"], 422)):
        client.force_login(UserFactory(roles=roles))
        assert client.post(url, {"kind": "csv"}).status_code == status

    table = client.post(url, {"kind": "csv", "reason": "yearly meeting"}).content.decode("utf-8-sig").splitlines()

    assert (len(table), table[1].split(",")[:3]) == (2, ["A-1", "'=Ada Member", "1"])
    entry = AuditEntry.objects.get(action="association_attendance.exported")
    assert (entry.reason, entry.changes["rows"]) == ("yearly meeting", 1)
