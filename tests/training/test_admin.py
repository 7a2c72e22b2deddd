"""The training office: write questions, publish versions, enrol people."""

import pytest
from factories.people import UserFactory
from factories.seats import coordinator, course_on_sale, ordered
from factories.training import catalogue, make_course, module

from people.roles import Role
from training.courses.loading.services import load_training
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.enrollment.seats.accounts import Balance
from training.enrollment.seats.models import SeatLot
from training.questions.models import Question

pytestmark = pytest.mark.django_db
QUESTION = {"position": 0, "kind": "single", "stem": "Which?", "explanation": "", "points": 1, "state": "unreviewed"}


@pytest.fixture
def office(client):
    client.force_login(UserFactory(roles=[Role.TRAINING]))
    return client


def ask(office, course, **values):
    return office.post("/admin/training_questions/new/", {**QUESTION, "course": course.pk, "code": "N1", **values})


def test_a_question_is_written_with_its_key(office):
    course = make_course()
    ask(office, course, lines="One\n* Two\nThree")
    written = Question.objects.get(code="N1")
    assert written.answer == ["B"]
    assert [item["text"] for item in written.choices] == ["One", "Two", "Three"]
    page = office.get(f"/admin/training_questions/edit/{written.pk}/").content.decode()
    assert "* Two" in page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"lines": "One\nTwo"}, "Mark the right answer"),
        ({"lines": "* One\n* Two"}, "Mark the right answer"),
        ({"lines": "* One"}, "two to twenty"),
        ({"lines": "*\nTwo"}, "has an empty choice"),
        ({"lines": "* One\nTwo\nThree", "kind": "true_false"}, "two choices"),
    ],
)
def test_what_no_learner_could_answer_is_refused(office, values, said):
    answer = ask(office, make_course(), **values)
    assert said in answer.content.decode()
    assert not Question.objects.filter(code="N1").exists()


def test_publishing_shows_what_changes_and_leaves_who_is_inside(office):
    course = make_course()
    learner = UserFactory()
    office.post("/admin/training_enrollments/new/", {"course": course.pk, "email": learner.email.upper()})
    course.lessons.filter(code="L1").update(title="A better title")

    assert "C1" in office.get("/admin/training/publishing/").content.decode()
    page = office.get(f"/admin/training/publishing/{course.pk}/").content.decode()
    assert "Changed lesson: A better title" in page
    assert "1 person is inside" in page

    office.post(f"/admin/training/publishing/{course.pk}/", {"note": "Clearer"})
    course.refresh_from_db()
    assert (course.current.number, course.current.note) == (2, "Clearer")
    assert Enrollment.objects.get(user=learner).version.number == 1
    assert office.post(f"/admin/training/publishing/{course.pk}/").status_code == 409


def test_enrolling_holds_audience_and_prerequisites(office):
    load_training(catalogue(module(), module("C2", prerequisites=["C1"])))
    second = Course.objects.get(code="C2")
    answer = office.post("/admin/training_enrollments/new/", {"course": second.pk, "email": UserFactory().email})
    assert "To be completed first: C1" in answer.content.decode()
    answer = office.post("/admin/training_enrollments/new/", {"course": second.pk, "email": "nobody@example.org"})
    assert "No account has this address" in answer.content.decode()
    assert not Enrollment.objects.exists()


@pytest.mark.parametrize("roles", [[], [Role.PROGRAMME], [Role.FINANCE]])
def test_nobody_else_opens_the_office(client, roles):
    course = make_course()
    client.force_login(UserFactory(roles=roles))
    for path in (
        "training_courses/",
        "training_enrollments/",
        "training/publishing/",
        f"training/publishing/{course.pk}/",
    ):
        assert client.get(f"/admin/{path}").status_code in {302, 403}


def test_finance_releases_the_seats_of_a_pro_forma(client):
    user, agency = coordinator()
    ordered(user, agency, course_on_sale(), 12)
    lot = SeatLot.objects.get()
    client.force_login(UserFactory(roles=[Role.FINANCE]))
    listed = client.get("/admin/training_seats/").content.decode()

    client.post(f"/admin/training_seats/edit/{lot.pk}/", {"reason": "the ministry's letter"})
    again = client.post(f"/admin/training_seats/edit/{lot.pk}/", {"reason": "once more"})

    assert agency.name in listed
    assert (lot.balance, again.status_code) == (Balance(free=12), 200)
    assert "No seat of this lot waits" in again.content.decode()


def test_the_training_office_sees_seats_and_releases_none(office):
    user, agency = coordinator()
    ordered(user, agency, course_on_sale(), 2)
    lot = SeatLot.objects.get()

    office.post(f"/admin/training_seats/edit/{lot.pk}/", {"reason": "because"})

    assert office.get("/admin/training_seats/").status_code == 200
    assert lot.balance == Balance(pending=2)
