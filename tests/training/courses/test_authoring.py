"""Courses as they are written: blocks, what is needed to publish, the order, copies, files for readers alone."""

import pytest
from django.core.files.base import ContentFile
from factories.people import UserFactory
from factories.training import make_course
from wagtail.models import Collection

from core.media.models import Document
from people.roles import Role
from training.courses.models import Course
from training.courses.services import NothingToPublish, publish_course
from training.enrollment.services import enroll

pytestmark = pytest.mark.django_db


def stored(name, collection="Course files"):
    return Document.objects.create(
        title=name, file=ContentFile(b"0123456789", name=name), collection=Collection.objects.get(name=collection)
    )


def with_block(course, kind, **value):
    lesson = course.lessons.get(code="L1")
    lesson.body = [{"type": kind, "value": value}]
    lesson.save()
    return course


def test_a_film_needs_captions_and_a_transcript_to_be_published():
    course = make_course(questions=[])
    film, captions = stored("film.mp4"), stored("film.vtt")
    value = {"title": "Call", "video": film.pk, "captions": None, "transcript": ""}
    with_block(course, "video", **value)
    with pytest.raises(NothingToPublish, match="has no captions") as refused:
        publish_course(course=course, actor=None)
    assert "Lesson L1: “Call” has no transcript." in str(refused.value)

    open_to_all = stored("open.mp4", collection="Root")
    value |= {"captions": captions.pk, "transcript": "<p>Hello.</p>"}
    with_block(course, "video", **(value | {"video": open_to_all.pk}))
    with pytest.raises(NothingToPublish, match="where anybody could open it"):
        publish_course(course=course, actor=None)
    with_block(course, "video", **(value | {"captions": film.pk}))
    with pytest.raises(NothingToPublish, match="no file of the kind vtt"):
        publish_course(course=course, actor=None)
    with_block(course, "video", **value)
    assert publish_course(course=course, actor=None).number == 2


def test_files_are_for_readers_of_the_lesson_in_parts(client):
    course = make_course(questions=[])
    film, other = stored("film.mp3"), stored("other.pdf")
    with_block(course, "audio", title="Call", audio=film.pk, transcript="<p>Hello.</p>")
    publish_course(course=course, actor=None)
    learner = UserFactory()
    own = enroll(user=learner, course=course, actor=None)
    path = f"/my/courses/{own.public_id}/lessons/L1/files/"
    assert client.get(f"{path}{film.pk}/").status_code == 302
    client.force_login(learner)
    assert f"{path}{film.pk}/" in client.get(f"/my/courses/{own.public_id}/lessons/L1/").content.decode()
    part = client.get(f"{path}{film.pk}/", headers={"range": "bytes=2-4"})
    assert (part.status_code, b"".join(part), part["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    assert client.get(f"{path}{film.pk}/", headers={"range": "bytes=20-"}).status_code == 416
    assert b"".join(client.get(f"{path}{film.pk}/")) == b"0123456789"
    assert client.get(f"{path}{other.pk}/").status_code == 404
    assert client.get(film.url).status_code in {302, 403}, "the library's own address is for staff"
    client.force_login(UserFactory())
    assert client.get(f"{path}{film.pk}/").status_code == 404


def test_statements_are_acknowledged_and_self_checks_are_for_the_reader_alone(client):
    course = make_course(questions=[], lessons=["L1", "L2"])
    answers = [{"text": "Yes", "right": True, "feedback": "So it is."}, {"text": "No", "right": False}]
    lesson = course.lessons.get(code="L1")
    lesson.section, lesson.body = "Basics", [
        {"type": "acknowledgement", "value": {"statement": "I keep it to myself."}},
        {"type": "self_check", "value": {"question": "Sure?", "answers": answers}},
    ]  # fmt: skip
    lesson.save()
    publish_course(course=course, actor=None)
    learner = UserFactory()
    own = enroll(user=learner, course=course, actor=None)
    client.force_login(learner)
    path = f"/my/courses/{own.public_id}/lessons/L1/"
    page = client.get(path).content.decode()
    assert 'name="ack-1"' in page
    assert "So it is." in page
    assert client.post(path).status_code == 422
    assert client.post(path, {"ack-1": "on"}).url.endswith("/L2/")
    assert "Basics" in client.get(f"/my/courses/{own.public_id}/").content.decode()
    assert "Basics" in client.get("/training/c1/").content.decode()


def test_a_course_and_a_lesson_are_duplicated(client):
    course = make_course()
    client.force_login(UserFactory(roles=[Role.TRAINING]))
    path = f"/admin/training/publishing/{course.pk}/duplicate/"
    client.post(path)
    client.post(path)
    assert sorted(Course.objects.values_list("code", flat=True)) == ["C1", "C1-2", "C1-3"]
    copy = Course.objects.get(code="C1-2")
    assert (copy.current, copy.lessons.count(), copy.questions.count(), copy.quiz.pass_percent) == (None, 2, 1, 75)
    client.post(path, {"lesson": "L1"})
    assert list(course.lessons.values_list("code", flat=True)) == ["L1", "L1-2", "L2"]
    assert client.post(path, {"lesson": "none"}).status_code == 404


def test_lessons_are_put_in_order_by_the_admins_own_buttons(client):
    course = make_course()
    client.force_login(UserFactory(roles=[Role.TRAINING]))
    page = client.get(f"/admin/training_courses/edit/{course.pk}/").content.decode()
    assert "data-inline-panel-child-drag" in page
    assert "data-inline-panel-child-move-up" in page
