"""Credit for a held cohort: once for each scheme, by proved minutes, and once a term."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.cohorts import open_run
from factories.people import UserFactory
from factories.training import complete, make_course
from factories.visits import staff

from certificates.credits.models import Claim, Credit
from certificates.issuing.models import Certificate
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes
from training.cohorts.crediting import awards_of
from training.cohorts.models import Cohort, Meeting
from training.cohorts.services import credit_cohort, hold_cohort
from training.cohorts.tasks import credit_recent_cohorts
from training.courses.accreditation import CourseApproval
from training.progress.certification.services import certify

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    ensure_schemes()
    made = make_course(questions=[])
    for code in ("SHRM", "APA"):
        scheme = CreditScheme.objects.get(code=code)
        CourseApproval.objects.create(course=made, scheme=scheme, minutes=90, approved_on="2020-01-01", number="N-7")
    return made


def held(course, *people):
    """Return a cohort that is over, in which everybody was at the first of two meetings, of two hours each."""
    cohort = open_run(course, *people)
    for meeting, ago in zip(cohort.meetings.all(), (9, 8), strict=True):
        move = (timezone.localdate() - timedelta(days=ago)) - meeting.day
        Meeting.objects.filter(pk=meeting.pk).update(day=meeting.day + move)
        for place in cohort.places.all():
            for note in place.presence.all():
                if note.starts_at.astimezone(cohort.zone).date() == meeting.day:
                    place.presence.filter(pk=note.pk).update(
                        starts_at=note.starts_at + move, ends_at=note.ends_at + move
                    )
    cohort.places.update(taken_at=timezone.now() - timedelta(days=30))
    cohort = Cohort.objects.get(pk=cohort.pk)
    hold_cohort(cohort=cohort, actor=staff())
    return Cohort.objects.get(pk=cohort.pk)


def test_proved_minutes_are_credited_under_what_each_person_claims(course):
    claims, none = UserFactory(), UserFactory()
    Claim.objects.create(user=claims, scheme_code="SHRM", licence="L-1")
    Claim.objects.create(user=claims, scheme_code="APA")

    cohort = held(course, claims, none)

    credit = Credit.objects.get()
    assert (credit.holder, credit.scheme_code, credit.minutes, credit.number) == (claims, "SHRM", 90, "N-7")
    assert any("120" in sentence for sentence in credit.sentences), credit.sentences
    kinds = sorted(Certificate.objects.values_list("kind", "holder"))
    assert kinds == sorted([("attendance", claims.pk), ("attendance", none.pk), ("credit", claims.pk)])
    assert credit_cohort(cohort=cohort) == 0
    assert Credit.objects.count() == 1


def test_who_claims_a_scheme_later_is_credited_then(course):
    person = UserFactory()
    held(course, person)
    assert not Credit.objects.exists()

    Claim.objects.create(user=person, scheme_code="SHRM")

    assert credit_recent_cohorts() == 1
    assert credit_recent_cohorts() == 0
    assert Credit.objects.get().scheme_code == "SHRM"


def test_a_course_is_credited_once_in_a_term_alone_or_with_an_instructor(course):
    person = UserFactory()
    Claim.objects.create(user=person, scheme_code="SHRM")
    held(course, person)

    certify(enrollment=complete(person, course))

    assert Credit.objects.standing().get().source.startswith("cohort:")


def test_what_was_completed_alone_is_not_credited_again_in_a_cohort(course):
    person = UserFactory()
    Claim.objects.create(user=person, scheme_code="SHRM")
    certify(enrollment=complete(person, course))

    held(course, person)

    assert Credit.objects.standing().get().source.startswith("training:")


def test_the_number_of_queries_does_not_grow_with_the_people(course, django_assert_max_num_queries):
    people = UserFactory.create_batch(6)
    for person in people:
        Claim.objects.create(user=person, scheme_code="SHRM")
    cohort = open_run(course, *people, capacity=len(people))

    with django_assert_max_num_queries(11):
        assert len(list(awards_of(cohort))) == len(people)
