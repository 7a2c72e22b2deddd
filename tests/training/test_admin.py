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


def test_each_kind_is_written_with_its_rules_and_sorted(office):
    course = make_course()
    ask(office, course, code="M", kind="multiple", scoring="partial", lines="* One ## Yes.\n* Two\nThree",
        category="Law", tags="Stalking\nstalking\nLaw", difficulty="hard")  # fmt: skip
    ask(office, course, code="S", kind="short", lines="Tarasoff\n* the duty", fold=["case"])
    ask(office, course, code="N", kind="numeric", lines="3,5", tolerance="0.5")
    wrong = ask(office, course, code="W", kind="numeric", lines="many")
    found = {item.code: item for item in Question.objects.exclude(code="Q1")}

    assert "asks for a number" in wrong.content.decode()
    assert sorted(found) == ["M", "N", "S"]
    assert (found["M"].answer, found["M"].rules) == (["A", "B"], {"scoring": "partial"})
    assert found["M"].choices[0] == {"id": "A", "text": "One", "feedback": "Yes."}
    assert (found["M"].tags, found["M"].category, found["M"].difficulty) == (["stalking", "law"], "Law", "hard")
    assert (found["S"].answer, found["S"].rules) == (["Tarasoff", "the duty"], {"fold": ["case"]})
    assert (found["N"].answer, found["N"].rules) == (["3,5"], {"tolerance": "0.5"})
    assert "* One ## Yes." in office.get(f"/admin/training_questions/edit/{found['M'].pk}/").content.decode()
    listed = office.get("/admin/training_questions/?tag=Law").content.decode()
    assert (f"/edit/{found['M'].pk}/" in listed, f"/edit/{found['S'].pk}/" in listed) == (True, False)


def test_another_wording_is_the_next_version_and_not_reviewed_any_more(office):
    course = make_course()
    written = course.questions.get()
    values = {**QUESTION, "course": course.pk, "code": "Q1", "lines": "* One\nTwo", "state": "reviewed"}
    edit = f"/admin/training_questions/edit/{written.pk}/"
    office.post(edit, {**values, "stem": "What about Q1?"})
    written.refresh_from_db()
    assert (written.state, written.versions.count()) == ("reviewed", 2)

    office.post(edit, {**values, "stem": "What else?"})
    written.refresh_from_db()
    assert (written.state, written.versions.first().content["stem"]) == ("unreviewed", "What else?")
    page = office.get(f"/admin/training_questions/inspect/{written.pk}/").content.decode()
    assert "version 1 (the current one)" in page.replace("\n", "")
    assert "What about Q1?" in page


def test_a_quiz_draws_only_what_the_course_has(office):
    course = make_course()
    Question.objects.update(category="Law", difficulty="hard")
    rules = {"course": course.pk, "pass_percent": 80, "max_attempts": 2, "wait_minutes": 0, "time_limit_minutes": 20,
             "grace_seconds": 30, "show_score": "after_attempt", "show_right": "at_end", "show_key": "never",
             "explain": "never"}  # fmt: skip
    edit = f"/admin/training_quizzes/edit/{course.quiz.pk}/"
    for draw, said in (("2; category: Law", "not enough questions"), ("x", "how many questions"),
                       ("1; colour: red", "can be asked for"), ("1; difficulty: odd", "no difficulty")):  # fmt: skip
        assert said in office.post(edit, {**rules, "blueprint": draw}).content.decode()
    office.post(edit, {**rules, "blueprint": "1; category: Law; difficulty: HARD"})
    course.quiz.refresh_from_db()
    assert course.quiz.blueprint == [{"count": 1, "category": "Law", "difficulty": "hard"}]
    assert "1; category: Law; difficulty: hard" in office.get(edit).content.decode()

    Question.objects.update(state="retired")
    refused = office.post(f"/admin/training/publishing/{course.pk}/", {"note": "the quiz"})
    assert (refused.status_code, course.versions.count()) == (302, 2), "without questions there is no quiz"
    Question.objects.update(state="reviewed", category="")
    refused = office.post(f"/admin/training/publishing/{course.pk}/", {"note": "the quiz"})
    assert (refused.status_code, "draws more questions" in refused.content.decode()) == (409, True)


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
    assert office.post(f"/admin/training/publishing/{course.pk}/", {"note": "again"}).status_code == 409


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
