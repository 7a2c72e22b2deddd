"""Review before publishing: three roles approve in turn, and exactly what they saw is published."""

import pytest
from factories.people import UserFactory
from factories.training import make_course
from wagtail.models import GroupApprovalTask, Workflow

from core import bootstrap
from people.roles import Role
from training.courses.releases.models import Release
from training.courses.releases.services import send_to_review
from training.courses.services import InReview, NothingToPublish, publish_course

pytestmark = pytest.mark.django_db
TURNS = [Role.SUBJECT_EXPERT, Role.COUNSEL, Role.VICTIM_ADVOCATE]


@pytest.fixture
def course():
    made = make_course()
    made.lessons.filter(code="L1").update(title="A better title")
    return made


def decide(client, release, role, action):
    """Let somebody with a role decide; return the answer's status."""
    client.force_login(UserFactory(roles=[role]))
    state = release.current_workflow_task_state
    path = f"/admin/snippets/training/release/workflow/action/{release.pk}/{action}/{state.pk}/"
    values = {"comment": "see the margin"} if action == "reject" else {}
    return client.post(path, values).status_code


def test_the_workflow_is_made_once():
    bootstrap.ensure()
    bootstrap.ensure()
    workflow = Workflow.objects.get(name="Review of courses")
    tasks = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow).order_by("workflow_tasks__sort_order")
    assert [task.groups.get().name for task in tasks] == [role.value for role in TURNS]


def test_three_roles_approve_in_turn_and_what_they_saw_is_published(client, course):
    office = UserFactory(roles=[Role.TRAINING])
    client.force_login(office)
    client.post(f"/admin/training/publishing/{course.pk}/", {"note": "Clearer", "review": "1"})
    release = Release.objects.get()
    course.lessons.filter(code="L1").update(title="Changed after it was handed in")
    assert "under review" in client.get(f"/admin/training/publishing/{course.pk}/").content.decode()
    with pytest.raises(InReview):
        publish_course(course=course, actor=office)
    with pytest.raises(InReview):
        send_to_review(course=course, actor=office)

    assert decide(client, release, Role.COUNSEL, "approve") == 302
    course.refresh_from_db()
    assert release.current_workflow_task.name.endswith("subject expert"), "it is not counsel's turn"
    for role in TURNS:
        client.force_login(UserFactory(roles=[role]))
        page = client.get(f"/admin/snippets/training/release/edit/{release.pk}/")
        assert "A better title" in page.content.decode()
        assert "A better title" in client.get(f"/admin/training/publishing/releases/{release.pk}/").content.decode()
        assert course.current.number == 1
        decide(client, release, role, "approve")
    course.refresh_from_db()
    release.refresh_from_db()
    assert (course.current.number, course.current.note, release.version) == (2, "Clearer", course.current)
    assert course.current.content == release.content
    assert course.current.lessons[0]["title"] == "A better title"


def test_what_is_sent_back_is_not_published_and_another_may_follow(client, course):
    first = send_to_review(course=course, actor=UserFactory(roles=[Role.TRAINING]))
    decide(client, first, Role.SUBJECT_EXPERT, "reject")
    first.refresh_from_db()
    course.refresh_from_db()
    assert (first.closed_at is not None, first.version, course.current.number) == (True, None, 1)
    second = send_to_review(course=course, actor=UserFactory(roles=[Role.TRAINING]))
    second.current_workflow_state.cancel(user=None)
    second.refresh_from_db()
    assert second.closed_at is not None
    publish_course(course=course, actor=None)
    with pytest.raises(NothingToPublish):
        send_to_review(course=course, actor=UserFactory())


@pytest.mark.parametrize(("role", "status"), [(Role.TRAINING, 200), (Role.COUNSEL, 200), (Role.FINANCE, 302)])
def test_reviewers_and_the_office_see_what_is_under_review(client, course, role, status):
    send_to_review(course=course, actor=UserFactory(roles=[Role.TRAINING]))
    client.force_login(UserFactory(roles=[role]))
    assert client.get("/admin/snippets/training/release/").status_code == status


def test_a_draft_is_previewed_as_a_learner_sees_it(client, course):
    client.force_login(UserFactory(roles=[Role.TRAINING]))
    path = f"/admin/training/publishing/{course.pk}/preview/"
    assert "A better title" in client.get(path).content.decode()
    assert "About L1." in client.get(f"{path}?lesson=L1").content.decode()
