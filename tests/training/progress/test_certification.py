"""A completed course becomes credit and certificates: at once, once, and anew with each term."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from factories.people import UserFactory
from factories.training import complete, make_course

from certificates.credits.models import Claim, Credit
from certificates.issuing.audit import find_errors
from certificates.issuing.models import Certificate
from certificates.schemes.services import ensure_schemes
from training.courses.accreditation import CourseApproval
from training.courses.months import months_after
from training.enrollment.models import Enrollment
from training.progress.certification.services import certify, uncertified
from training.progress.certification.tasks import certify_completions

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    ensure_schemes()
    made = make_course(questions=[])
    for scheme in CourseApproval._meta.get_field("scheme").related_model.objects.filter(code__in=["SHRM", "APA"]):
        CourseApproval.objects.create(course=made, scheme=scheme, minutes=50, approved_on="2026-01-01", number="N-7")
    return made


def test_a_completion_is_credited_and_certified_once(client, course, run_tasks):
    user = UserFactory(display_name="R. Example")
    Claim.objects.create(user=user, scheme_code="SHRM", licence="L-1")
    Claim.objects.create(user=user, scheme_code="APA")
    enrollment = complete(user, course)

    run_tasks()
    certify_completions()
    again = certify(enrollment=enrollment)

    credit = Credit.objects.standing().get(holder=user)
    assert (credit.scheme_code, credit.amount, credit.minutes, credit.number) == ("SHRM", Decimal("0.75"), 50, "N-7")
    assert "approved for 50 minutes" in credit.sentences[1]
    kinds = {(item.kind, item.scheme_code): item.says for item in Certificate.objects.of(user)}
    assert set(kinds) == {("completion", ""), ("credit", "SHRM")}
    assert (kinds["completion", ""]["name"], kinds["completion", ""]["lines"][0]["minutes"]) == ("R. Example", "60")
    assert (kinds["credit", "SHRM"]["credit"], kinds["credit", "SHRM"]["licence"]) == ("0.75", "L-1")
    assert (again.made, again.unchanged, list(find_errors())) == (0, 2, [])

    client.force_login(user)
    assert "Certificate of completion" in client.get(f"/my/courses/{enrollment.public_id}/").content.decode()
    assert "Course C1" in client.get("/my/certificates/").content.decode()
    assert "0.75" in client.get("/my/credits/").content.decode()


def test_the_sweep_finds_what_was_missed_and_what_is_claimed_later(course):
    user, nameless = UserFactory(), UserFactory(name="")
    enrollment, theirs = complete(user, course), complete(nameless, course)
    assert set(uncertified()) == {enrollment, theirs}
    assert certify_completions() == 1

    Claim.objects.create(user=user, scheme_code="SHRM")
    nameless.name = "Now Named"
    nameless.save()
    assert (certify_completions(), certify_completions()) == (2, 0)
    Claim.objects.all().delete()
    assert (certify(enrollment=enrollment).made, Credit.objects.standing().count()) == (0, 1)


def test_a_certificate_expires_and_a_renewal_leaves_the_first(client, course, run_tasks):
    course.certificate_months = 12
    course.save()
    user = UserFactory()
    client.force_login(user)
    first = complete(user, course)
    run_tasks()
    assert first.valid_until == months_after(timezone.localdate(), 12)
    client.post("/training/c1/join/")
    assert Enrollment.objects.count() == 1, "nothing to renew yet"

    soon = timezone.localdate() + timedelta(days=30)
    Enrollment.objects.update(valid_until=soon)
    assert "Renew: begin a new term" in client.get("/training/c1/").content.decode()
    client.post("/training/c1/join/")
    second = Enrollment.objects.latest("pk")
    for lesson in second.version.lessons:
        client.post(f"/my/courses/{second.public_id}/lessons/{lesson['code']}/")
    run_tasks()

    rows = Certificate.objects.of(user).order_by("pk")
    assert [item.state for item in rows] == ["valid", "valid"]
    assert rows[0].occasion != rows[1].occasion
    assert rows[0].expires_on == first.valid_until


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [(date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2026, 12, 15), 12, date(2027, 12, 15)),
     (date(2024, 2, 29), 24, date(2026, 2, 28))],
)  # fmt: skip
def test_months_end_where_the_calendar_does(day, months, then):
    assert months_after(day, months) == then
