"""Holders are told before a certificate expires: once a stage, and no more once they have begun anew."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.people import UserFactory
from factories.training import complete, make_course

from core.mail.models import OutboxMail
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.enrollment.renewals.services import remind_holders
from training.enrollment.renewals.tasks import remind_of_renewals
from training.enrollment.services import enroll

pytestmark = pytest.mark.django_db


@pytest.fixture
def holding():
    """Return a completed term whose certificate expires in 91 days."""
    course = make_course(questions=[])
    Course.objects.update(certificate_months=12)
    enrollment = complete(UserFactory(), Course.objects.get(pk=course.pk))
    Enrollment.objects.update(valid_until=timezone.localdate() + timedelta(days=91))
    enrollment.refresh_from_db()
    return enrollment


def mails():
    return OutboxMail.objects.filter(kind="training.renewal.due")


def test_a_holder_is_told_once_a_stage_and_not_after_the_end(holding):
    today = timezone.localdate()
    told = [remind_holders(today + timedelta(days=days)) for days in (0, 1, 2, 60, 61, 62, 84, 90, 91, 92)]

    assert told == [0, 1, 0, 0, 1, 0, 1, 0, 0, 0]
    mail = mails().first()
    assert mail.recipient == holding.user.email
    assert holding.course.title in mail.text
    assert holding.course.title not in mail.subject


def test_who_has_begun_to_renew_is_left_alone(holding):
    Enrollment.objects.update(valid_until=timezone.localdate() + timedelta(days=20))
    enroll(user=holding.user, course=holding.course, actor=None)

    assert remind_of_renewals() == 0


def test_a_certificate_without_an_end_is_never_reminded_of(holding):
    Enrollment.objects.update(valid_until=None)

    assert remind_of_renewals() == 0
    assert not mails()
