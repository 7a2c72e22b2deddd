"""A corrected key: who changes is shown first, then applied with a reason; nobody fails by it."""

from decimal import Decimal

import pytest
from django.utils import timezone
from factories.people import UserFactory
from factories.quizzes import examined, learner_of, long_ago

from core.audit.models import AuditEntry
from people.roles import Role
from training.progress.handing_in import hand_in
from training.progress.regrading import catch_up, effects_of, wrong_keys
from training.quizzes.models import Accommodation, Attempt, ExtraAttempt, KeyCorrection, Regrade
from training.quizzes.services import start_attempt

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/training/regrading/"


@pytest.fixture
def office(client):
    client.force_login(UserFactory(roles=[Role.TRAINING]))
    return client


def taken(course, answers, name="Somebody"):
    """Hand in these letters for Q1, Q2 …; return the attempt."""
    attempt = start_attempt(enrollment=learner_of(course, UserFactory(name=name)))
    return hand_in(attempt=attempt, answers={f"Q{n}": [letter] for n, letter in enumerate(answers, 1)})


def corrected(course, code="Q1", key="B"):
    question = course.questions.get(code=code)
    question.answer = [key]
    question.save()
    return course


def test_who_changes_is_shown_and_applied_once_with_a_reason(office):
    course = examined()
    passes, falls, same = taken(course, "BAAB", "Passes Now"), taken(course, "AAAB", "Stays"), taken(course, "CAAB")
    assert wrong_keys() == []
    corrected(course)

    (wrong,) = wrong_keys()
    page = f"{ADDRESS}{wrong.version.pk}/Q1/"
    assert page in office.get(ADDRESS).content.decode()
    html = office.get(page).content.decode()
    assert ("2 attempts change" in html, "1 passes by it" in html, "stays passed, though" in html) == (True,) * 3
    assert office.post(page, {"reason": "", "seen": "x"}).status_code == 422
    assert office.post(page, {"reason": "the statute changed", "seen": "stale"}).status_code == 409
    assert not KeyCorrection.objects.exists()

    seen = html.partition('name="seen" value="')[2].partition('"')[0]
    office.post(page, {"reason": "the statute changed", "seen": seen})

    for attempt in (passes, falls, same):
        attempt.refresh_from_db()
        attempt.enrollment.refresh_from_db()
    assert [(item.points, item.passed) for item in (passes, falls, same)] == [(3, True), (2, True), (2, False)]
    assert [bool(item.enrollment.completed_at) for item in (passes, falls, same)] == [True, True, False]
    kept = list(Regrade.objects.values_list("points_before", "points_after", "passed_before", "passed_after"))
    assert kept == [(2, 3, False, True), (3, 2, True, True)]
    entry = AuditEntry.objects.get(action="key.corrected")
    assert (entry.reason, entry.changes["passing"], entry.changes["kept_passed"]) == ("the statute changed", 1, 1)
    assert (wrong_keys(), office.get(page).status_code) == ([], 404)
    assert "the statute changed" in office.get(ADDRESS).content.decode()


def test_the_version_stays_and_later_attempts_are_graded_by_the_corrected_key(office):
    course = examined()
    taken(course, "AAAB")
    inside = learner_of(course)
    (wrong,) = wrong_keys() or [None] if not corrected(course) else wrong_keys()
    page = office.get(f"{ADDRESS}{wrong.version.pk}/Q1/").content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    office.post(f"{ADDRESS}{wrong.version.pk}/Q1/", {"reason": "because", "seen": seen})

    wrong.version.refresh_from_db()
    assert wrong.version.quiz["questions"][0]["answer"] == ["A"]
    assert hand_in(attempt=start_attempt(enrollment=inside), answers={"Q1": ["B"]}).points == 1


def test_another_question_of_the_same_code_is_no_correction():
    course = examined()
    taken(course, "AAAA")
    question = course.questions.get(code="Q1")
    question.choices, question.answer = question.choices[:2], ["B"]
    question.save()
    assert wrong_keys() == []


def test_what_was_handed_in_at_that_very_moment_is_caught_up():
    course = examined()
    attempt = taken(course, "BAAB")
    corrected(course)
    (wrong,) = wrong_keys()
    assert len(effects_of(wrong)) == 1
    # A correction that did not see the attempt.
    KeyCorrection.objects.create(version=wrong.version, code="Q1", before=wrong.before, after=wrong.after, reason="x")
    assert (catch_up(timezone.now()), catch_up(timezone.now())) == (1, 0)
    attempt.refresh_from_db()
    assert (attempt.points, attempt.passed) == (Decimal(3), True)


def test_the_office_gives_more_time_and_one_more_attempt(office):
    course = examined(max_attempts=1)
    attempt = taken(course, "BBBB")
    email = attempt.enrollment.user.email
    new = "/admin/training_accommodations/new/"
    values = {"email": email.upper(), "course": course.pk, "time_percent": 150, "extra_attempts": 0, "reason": "letter"}
    office.post(new, values)
    assert "already; change that one" in office.post(new, values).content.decode()
    row = Accommodation.objects.get()
    changed = {"time_percent": 200, "extra_attempts": 0, "reason": "another letter"}
    office.post(f"/admin/training_accommodations/edit/{row.pk}/", changed)
    row.refresh_from_db()
    assert (row.time_percent, row.reason) == (200, "another letter")
    assert "letter" not in office.get("/admin/training_accommodations/").content.decode()

    grant = "/admin/training_extra_attempts/new/"
    assert "No account has" in office.post(grant, {"email": "x@y.example", "reason": "x"}).content.decode()
    office.post(grant, {"email": email, "course": course.pk, "reason": "the alarm"})
    assert ExtraAttempt.objects.get().reason == "the alarm"
    again = office.post(grant, {"email": email, "course": course.pk, "reason": "the alarm"})
    assert "has an attempt left" in again.content.decode()
    long_ago(attempt.enrollment)
    assert start_attempt(enrollment=attempt.enrollment).number == 2
    assert Attempt.objects.count() == 2


@pytest.mark.parametrize("roles", [[], [Role.PROGRAMME], [Role.FINANCE]])
def test_nobody_else_regrades_or_grants(client, roles):
    client.force_login(UserFactory(roles=roles))
    for path in (ADDRESS, "/admin/training_accommodations/", "/admin/training_extra_attempts/new/"):
        assert client.get(path).status_code in {302, 403}
