"""Badges: one live one a place, and when it dies."""

import pytest
from django.db import IntegrityError, transaction
from factories.badges import admitted, badged

from conference.attendance.models import Badge
from conference.attendance.services.badges import AlreadyRevoked, NotAdmitted, badge_of, issue_badge, revoke_badge
from conference.registration.services.deciding import cancel_place
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_a_reprint_kills_the_badge_before_it():
    first = badged()

    second = issue_badge(registration=first.registration, actor=None, reason="lost")

    first.refresh_from_db()
    assert (first.revoked_reason, first.is_live, second.is_live, second.number) == ("lost", False, True, 2)
    assert list(Badge.objects.live()) == [second]
    assert list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))[-3:] == [
        "badge.issued",
        "badge.revoked",
        "badge.issued",
    ]


def test_the_database_holds_one_live_badge_a_place():
    badge = badged()

    with pytest.raises(IntegrityError), transaction.atomic():
        Badge.objects.create(registration=badge.registration, number=7)


def test_a_badge_is_found_by_what_was_typed(django_assert_num_queries):
    badge = badged()

    with django_assert_num_queries(1):
        found = badge_of(badge.token.lower().replace("0", "o").replace("1", "l"))
        assert found is not None
        assert (found, found.registration.edition.year) == (badge, 2027)
    assert badge_of("X" * 26) is None


def test_a_revoked_badge_is_found_dead_and_cannot_be_revoked_again():
    badge = badged()

    revoke_badge(badge=badge, actor=None, reason="left early")

    found = badge_of(badge.token)
    assert found is not None
    assert (found.is_live, found.revoked_reason) == (False, "left early")
    with pytest.raises(AlreadyRevoked):
        revoke_badge(badge=badge, actor=None, reason="again")


def test_a_cancelled_place_has_no_live_badge_and_gets_none():
    badge = badged()

    cancel_place(place=badge.registration, actor=None, reason="ill")

    found = badge_of(badge.token)
    assert found is not None
    assert (found.is_live, Badge.objects.live().exists()) == (False, False)
    with pytest.raises(NotAdmitted):
        issue_badge(registration=badge.registration, actor=None)


def test_a_place_without_a_person_gets_no_badge():
    place = admitted()
    place.name = ""
    place.save()

    with pytest.raises(NotAdmitted):
        issue_badge(registration=place, actor=None)


def test_another_person_at_the_place_kills_the_badge():
    badge = badged(name="Robin Before", email="before@agency.example")
    place = badge.registration
    place.name, place.email = "Sam After", "after@agency.example"

    place.save(update_fields=["name", "email"])

    badge.refresh_from_db()
    assert (badge.revoked_reason, badge.is_live) == ("substituted", False)


def test_a_corrected_spelling_leaves_the_badge_alive():
    badge = badged(name="Robin Befor")
    place = badge.registration
    place.name, place.email = "Robin Before", place.email.upper()

    place.save()

    badge.refresh_from_db()
    assert badge.is_live
