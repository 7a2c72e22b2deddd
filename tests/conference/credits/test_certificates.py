"""From scans to certificates by the command, once."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from factories.badges import badged
from factories.conference import EditionFactory, SessionCreditFactory
from factories.people import UserFactory
from factories.scans import attend, tracked

from certificates.credits.models import Claim
from certificates.issuing.models import Certificate
from certificates.issuing.services import issue
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes
from conference.agenda.models import SessionCredit
from conference.credits.certificates.drafts import drafts_of
from conference.credits.certificates.models import CertificateRule
from conference.credits.services import award_credits
from conference.edition.models import Edition
from conference.registration.places import Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    """Somebody who was an hour in a session that gives credit."""
    ensure_schemes()
    edition = EditionFactory(start_date=date(2026, 8, 3), end_date=date(2026, 8, 7), state="published")
    start = datetime(2026, 8, 3, 9, tzinfo=edition.zone)
    session = tracked(edition=edition, code="B1", starts_at=start, ends_at=start + timedelta(hours=1))
    approved = {"approval": SessionCredit.Approval.APPROVED, "provider_number": "SHRM-1"}
    SessionCreditFactory(session=session, scheme=CreditScheme.objects.newest("SHRM"), minutes=60, **approved)
    user = UserFactory(name="Ana Ibáñez")
    Claim.objects.create(user=user, scheme_code="SHRM", licence="H-77")
    badge = badged(edition=edition, user=user)
    Registration.objects.update(created_at=start - timedelta(days=9))
    attend(session, badge, 0, 60)
    award_credits(edition=edition)
    return user


def test_attendance_and_credit_are_issued_once_and_written(member, tmp_path, capsys):
    call_command("issue_certificates", edition=2026, out=tmp_path)
    call_command("issue_certificates", edition=2026)

    rows = {row.kind: row for row in Certificate.objects.of(member)}
    assert sorted(rows) == ["attendance", "credit"]
    assert (rows["credit"].says["credit"], rows["credit"].says["licence"]) == ("1", "H-77")
    assert rows["credit"].says["lines"][0]["number"] == "SHRM-1"
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    assert "0 made, 0 superseded, 2 unchanged" in capsys.readouterr().out


def test_no_later_edit_changes_what_was_issued(member):
    call_command("issue_certificates", edition=2026)
    before = [row.snapshot for row in Certificate.objects.order_by("pk")]
    member.name = "Somebody Else"
    member.save()
    SessionCredit.objects.update(minutes=10)

    assert [row.snapshot for row in Certificate.objects.order_by("pk")] == before


def test_the_holder_finds_and_downloads_it_and_nobody_else(member, client, run_tasks):
    issue(drafts=drafts_of(Edition.objects.get()))
    own = Certificate.objects.get(kind="credit")
    client.force_login(member)
    listed = client.get("/my/certificates/").content.decode()
    first = client.get(f"/my/certificates/{own.public_id}/")
    run_tasks()
    second = client.get(f"/my/certificates/{own.public_id}/")
    assert second.getvalue().startswith(b"%PDF")
    client.force_login(UserFactory())

    assert own.printed_serial in listed
    assert (first.status_code, second.status_code, second["Content-Type"]) == (202, 200, "application/pdf")
    assert client.get(f"/my/certificates/{own.public_id}/").status_code == 404


def test_the_holder_chooses_a_name_and_has_it_issued_anew(member, client):
    Registration.objects.update(name="Anastasia Ibáñez", badge_name="Ana")
    issue(drafts=drafts_of(Edition.objects.get()))
    own = Certificate.objects.get(kind="attendance")
    client.force_login(member)
    assert "Issue it anew" not in client.get("/my/certificates/").content.decode()
    assert client.post("/my/certificates/name/", {"name": "somebody"}).status_code == 422
    client.post("/my/certificates/name/", {"name": "legal"})
    assert "Issue it anew for Anastasia" in client.get("/my/certificates/").content.decode()

    client.post(f"/my/certificates/{own.public_id}/name/")
    client.post(f"/my/certificates/{own.public_id}/name/")

    new = Certificate.objects.valid().get(kind="attendance")
    own.refresh_from_db()
    assert (new.says["name"], new.supersedes, own.status) == ("Anastasia Ibáñez", own, "superseded")
    assert {**new.says, "name": ""} == {**own.says, "name": ""}
    client.force_login(UserFactory())
    assert client.post(f"/my/certificates/{new.public_id}/name/").status_code == 404


def test_the_person_sees_which_step_is_missing(member, client):
    edition = Edition.objects.get()
    today = timezone.localdate()
    Edition.objects.update(start_date=today - timedelta(days=4), end_date=today)
    CertificateRule.objects.create(edition=edition, kind="attendance", minimum_percent=90, session_evaluations=True)
    client.force_login(member)

    text = client.get("/my/certificates/").content.decode()

    assert "Be there for 90 % of a session." in text
    assert 'href="/my/evaluations/">Evaluate each session you attended.</a> <span class="muted">B1</span>' in text
