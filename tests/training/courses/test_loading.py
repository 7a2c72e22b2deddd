"""Loading a catalogue: all or nothing, again and again, edits kept, each fault at its place."""

import io
import json

import pytest
from django.core.management import call_command
from factories.training import catalogue, module, question, sample

from core.imports.report import BadFile
from training.courses.loading.services import load_training
from training.courses.models import Course, CourseVersion, Lesson
from training.questions.models import Question

pytestmark = pytest.mark.django_db


def refused(data):
    with pytest.raises(BadFile) as caught:
        load_training(data)
    assert not Course.objects.exists()
    return [str(item) for item in caught.value.problems]


def test_the_sample_loads_whole():
    report = load_training(sample())

    assert (Course.objects.published().count(), Lesson.objects.count(), Question.objects.count()) == (8, 24, 56)
    assert not report.warnings
    course = Course.objects.get(code="TMU-108")
    assert (course.price, course.seat_price, course.minimum_seats, course.audience) == (180, 150, 5, "agency_staff")
    assert [item.code for item in course.prerequisites.all()] == ["TMU-101"]
    assert course.review_state == "draft_sample"


def test_a_second_run_changes_nothing():
    load_training(sample())
    report = load_training(sample())
    assert (report.changed, report.kept_edits, report.conflicts) == (0, [], [])
    assert CourseVersion.objects.count() == 8


def test_edits_made_here_are_kept_and_a_clash_is_named():
    load_training(catalogue(module()))
    Course.objects.update(title="Better title")

    report = load_training(catalogue(module()))
    assert (report.kept_edits, Course.objects.get().title) == (["courses[C1].title"], "Better title")

    report = load_training(catalogue({**module(), "title": "Their new title"}))
    assert (report.conflicts, Course.objects.get().title) == (["courses[C1].title"], "Better title")

    load_training(catalogue({**module(), "title": "Their new title"}), force=True)
    assert Course.objects.get().title == "Their new title"


def test_changed_content_is_the_next_version_and_the_old_one_stays():
    load_training(catalogue(module()))
    load_training(catalogue(module(questions=[question(answer="B")])))

    first, second = CourseVersion.objects.order_by("number")
    assert first.quiz["questions"][0]["answer"] == ["A"]
    assert second.quiz["questions"][0]["answer"] == ["B"]
    assert Course.objects.get().current == second


def test_unpublished_work_of_editors_is_not_published_by_a_file():
    load_training(catalogue(module()))
    Lesson.objects.filter(code="L1").update(title="In the middle of writing")

    report = load_training(catalogue({**module(), "summary": "New words"}))

    assert CourseVersion.objects.count() == 1
    assert "not published" in str(report.warnings[0])


def test_a_dry_run_writes_nothing():
    report = load_training(catalogue(module()), dry_run=True)
    assert report.created
    assert not Course.objects.exists()


def test_absent_records_are_kept_or_pruned():
    load_training(catalogue(module(), module("C2")))
    report = load_training(catalogue(module(lessons=["L1"])))
    assert {"lessons[C1/L2]", "courses[C2]"} <= set(report.absent)

    report = load_training(catalogue(module(lessons=["L1"])), prune=True)
    assert "lessons[C1/L2]" in report.removed
    assert "courses[C2]" in report.absent, "a published version holds on to it"
    assert Course.objects.get(code="C1").current.number == 2


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (catalogue(module(questions=[question(kind="essay")])), "modules[C1].quiz.questions[Q1].kind"),
        (catalogue(module(questions=[question(answer="Z")])), "modules[C1].quiz.questions[Q1]"),
        (catalogue(module(questions=[question(answer="AB")])), "modules[C1].quiz.questions[Q1]"),
        (catalogue(module(questions=[question(), question()])), "modules[C1].quiz.questions[Q1].id"),
        (catalogue(module(prerequisites=["C9"])), "modules[C1].prerequisites: there is no course C9"),
        (catalogue(module(prerequisites=["C1"])), "modules[C1].prerequisites: lead back to the course itself"),
        (catalogue(module(prerequisites=["C2"]), module("C2", prerequisites=["C1"])), "modules[C2].prerequisites"),
        (catalogue(module(), module("c1")), "modules[c1].id"),
        (catalogue(module(), paths=[{"code": "P", "title": "P", "modules": ["C7"]}]), "learning_paths[P].modules"),
        (catalogue(module(lessons=[])), "modules[C1].lessons"),
        (catalogue(module(minutes="60")), "modules[C1].minutes"),
        (catalogue(module(audience="everyone")), "modules[C1].audience"),
        (catalogue(), "modules: is missing or empty"),
        ({"modules": [module()]}, "catalogue: is missing"),
        ({"catalogue": [], "modules": 3}, "modules"),
    ],
)  # fmt: skip
def test_each_fault_is_named_by_its_place_and_nothing_is_loaded(data, place):
    assert any(line.startswith(place) for line in refused(data)), refused(data)


def test_the_command_loads_and_refuses(tmp_path):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(catalogue(module())))
    bad.write_text(json.dumps(catalogue(module(prerequisites=["C9"]))))
    said, complaint = io.StringIO(), io.StringIO()

    call_command("load_training", good, stdout=said)
    with pytest.raises(SystemExit):
        call_command("load_training", bad, stderr=complaint)

    assert "Training catalogue" in said.getvalue()
    assert complaint.getvalue().strip() == "modules[C1].prerequisites: there is no course C9."


def test_unknown_keys_are_reported():
    report = load_training({**catalogue({**module(), "colour": "red"}), "extra": 1})
    assert {item.path for item in report.warnings} == {"modules[C1].colour", "extra"}
