"""What completes a course is data; staff may take a condition as met, with a reason."""

import pytest
from factories.people import ClearanceFactory, UserFactory
from factories.training import make_course
from hypothesis import given, settings
from hypothesis import strategies as st

from core.audit.models import AuditEntry
from people.roles import Role
from training.courses.rules import Need, Rule, rule_of, stored_rule
from training.courses.services import has_changes, publish_course
from training.enrollment.models import Enrollment
from training.enrollment.services import enroll
from training.progress.attesting import CannotAttest, attest
from training.progress.models import Note
from training.progress.outline import outline_of

NEEDS = st.sets(st.sampled_from(Need.values))


def address(enrollment, rest=""):
    return f"/my/courses/{enrollment.public_id}/{rest}"


def read_all(client, enrollment, **values):
    for lesson in enrollment.version.lessons:
        client.post(address(enrollment, f"lessons/{lesson['code']}/"), values)


@given(NEEDS, NEEDS, NEEDS, st.sampled_from(["all", "any"]))
@settings(max_examples=50)
def test_a_rule_holds_by_its_possible_conditions_alone(needs, possible, met, match):
    rule = Rule(tuple(needs), match)
    asked = (needs & possible) or {"lessons"}
    assert rule.holds(possible=possible, met=met) == (asked <= met if match == "all" else bool(asked & met))
    assert not needs or rule_of(stored_rule(match, needs)).holds(possible=possible, met=met) == rule.holds(
        possible=possible, met=met
    )


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.mark.django_db
def test_the_usual_rule_is_not_stored_and_another_completes_otherwise(client, learner):
    course = make_course(questions=[])
    assert not has_changes(course)
    course.completion_needs = ["lessons", "signed_off"]
    course.save()
    publish_course(course=course, actor=None)
    own = enroll(user=learner, course=course, actor=None)
    read_all(client, own)
    page = client.get(address(own)).content.decode()
    assert "Next: an instructor signs the course off" in page
    assert "2 of 3 steps done" in page

    office = UserFactory(roles=[Role.TRAINING])
    client.force_login(office)
    assert client.get(f"/admin/training/progress/{own.pk}/").status_code == 200
    client.post(f"/admin/training/progress/{own.pk}/", {"need": "signed_off"})
    own.refresh_from_db()
    assert own.completed_at is not None
    assert AuditEntry.objects.get(action="enrollment.signed_off").actor == office


@pytest.mark.django_db
def test_staff_override_with_a_reason_that_is_audited(client, learner):
    own = enroll(user=learner, course=make_course(), actor=None)
    office = UserFactory(roles=[Role.TRAINING])
    with pytest.raises(CannotAttest):
        attest(enrollment=own, need="quiz", actor=office)
    client.force_login(office)
    assert client.post(f"/admin/training/progress/{own.pk}/", {"need": "quiz"}).status_code == 422
    client.post(f"/admin/training/progress/{own.pk}/", {"need": "quiz", "reason": "passed on paper"})
    client.post(f"/admin/training/progress/{own.pk}/", {"need": "quiz", "reason": "once more"})
    entry = AuditEntry.objects.get(action="enrollment.overridden")
    assert (entry.reason, entry.changes) == ("passed on paper", {"condition": "quiz"})
    assert client.get("/admin/training_enrollments/").content.decode().count(f"/training/progress/{own.pk}/") == 1

    client.force_login(learner)
    read_all(client, own)
    own.refresh_from_db()
    assert own.completed_at is not None


@pytest.mark.django_db
def test_any_condition_completes(client, learner):
    course = make_course(questions=[])
    course.lessons.filter(code="L2").update(completion="acknowledged")
    course.completion_needs, course.completion_match = ["acknowledged", "signed_off"], "any"
    course.save()
    publish_course(course=course, actor=None)
    own = enroll(user=learner, course=course, actor=None)
    assert client.post(address(own, "lessons/L2/")).status_code == 422
    client.post(address(own, "lessons/L2/"), {"acknowledged": "on"})
    own.refresh_from_db()
    assert own.completed_at is not None


@pytest.mark.django_db
def test_a_restricted_lesson_needs_clearance_bears_a_name_and_is_logged(client, learner):
    course = make_course(questions=[])
    course.lessons.filter(code="L2").update(restricted=True, title="Hidden method")
    publish_course(course=course, actor=None)
    own = enroll(user=learner, course=course, actor=None)
    assert "Hidden method" not in client.get("/training/c1/").content.decode()
    client.post(address(own, "lessons/L1/"))
    for path in ("", "lessons/L2/", "notes/"):
        assert "Hidden method" not in client.get(address(own, path)).content.decode()
    assert client.post(address(own, "lessons/L2/")).status_code == 403
    assert not AuditEntry.objects.filter(action="lesson.restricted_viewed").exists()

    ClearanceFactory(email=learner.email, kind="sworn")
    page = client.get(address(own, "lessons/L2/")).content.decode()
    assert "About L2." in page
    assert page.count(f"{learner.name} · ") == 12
    assert AuditEntry.objects.get(action="lesson.restricted_viewed").actor == learner


@pytest.mark.django_db
def test_notes_are_their_writers_and_the_place_is_kept(client, learner):
    own = enroll(user=learner, course=make_course(), actor=None)
    client.get(address(own, "lessons/L1/"))
    client.post(address(own, "lessons/L1/note/"), {"text": "Ask about\nthe first call."})
    assert "Ask about" in client.get(address(own, "lessons/L1/")).content.decode()
    assert "the first call." in client.get(address(own, "notes/")).content.decode()
    text = client.get(address(own, "notes/download/"))
    assert text.content.decode() == "C1 Course C1\n\nLesson L1\n---------\nAsk about\nthe first call.\n"
    assert client.post(address(own, "lessons/L1/place/"), {"place": "2"}).status_code == 204
    assert client.post(address(own, "lessons/L1/place/"), {"place": "x"}).status_code == 422
    assert f"{address(own, 'lessons/L1/')}#p-2" in client.get(address(own)).content.decode()

    stranger = UserFactory()
    client.force_login(stranger)
    for path in ("notes/", "notes/download/"):
        assert client.get(address(own, path)).status_code == 404
    assert client.post(address(own, "lessons/L1/note/"), {"text": ""}).status_code == 404
    client.force_login(learner)
    client.post(address(own, "lessons/L1/note/"), {"text": " "})
    assert not Note.objects.exists()


@pytest.mark.django_db
def test_an_outline_costs_the_same_for_short_and_long_courses(django_assert_num_queries):
    for code, lessons in (("S1", ["L1"]), ("S2", ["L1", "L2", "L3"])):
        made = enroll(user=UserFactory(), course=make_course(code=code, lessons=lessons), actor=None)
        own = Enrollment.objects.of(made.user).get()
        with django_assert_num_queries(3):
            outline_of(own)


@pytest.mark.django_db
def test_a_lesson_page_stays_within_its_queries(client, learner, django_assert_max_num_queries):
    own = enroll(user=learner, course=make_course(), actor=None)
    client.get(address(own, "lessons/L1/"))
    with django_assert_max_num_queries(12):
        client.get(address(own, "lessons/L1/"))


@pytest.mark.django_db
def test_where_the_quiz_alone_is_enough_it_opens_before_the_lessons(client, learner):
    course = make_course()
    usual = enroll(user=learner, course=course, actor=None)
    assert client.post(address(usual, "quiz/")).status_code == 409
    course.completion_needs, course.completion_match = ["lessons", "quiz"], "any"
    course.save()
    publish_course(course=course, actor=None)
    other = UserFactory()
    own = enroll(user=other, course=course, actor=None)
    client.force_login(other)

    assert "Begin an attempt" in client.get(address(own, "quiz/")).content.decode()
    assert client.post(address(own, "quiz/")).status_code == 302
