"""Questions from other systems: looked at first, then all or none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from factories.people import UserFactory
from factories.quizzes import examined
from factories.training import make_course, question

from people.roles import Role
from training.questions.models import Question

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/training/questions/"
TWO = "First? {=a ~b}\n\n::N2:: Second? {TRUE}"


@pytest.fixture
def office(client):
    client.force_login(UserFactory(roles=[Role.TRAINING]))
    return client


def send(office, course, text=TWO, kind="gift", **more):
    return office.post(ADDRESS, {"course": course.pk, "kind": kind, "text": text, **more})


def test_a_file_is_shown_first_and_then_taken_in(office):
    course = make_course()
    page = send(office, course)
    assert "2 questions are read" in page.content.decode()
    assert course.questions.count() == 1

    send(office, course, sure="1")
    assert list(course.questions.values_list("code", "kind", "position")) == [
        ("Q1", "single", 0), ("Q2", "single", 1), ("N2", "true_false", 2),
    ]  # fmt: skip


def test_an_upload_is_read(office):
    course = make_course()
    file = SimpleUploadedFile("q.txt", "\ufeffWhat?\nA. one\nB. two\nANSWER: B".encode())
    page = office.post(ADDRESS, {"course": course.pk, "kind": "aiken", "file": file})
    assert "1 question is read" in page.content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("First? {=a ~b}\n\nEssay {}", "line 3: is an essay"),
        ("::Q1:: Other? {=a ~b}", "the code Q1 is taken"),
        ("What about Q1? {=a ~b}", "the same question is there already"),
        ("Twice? {=a ~b}\n\nTwice? {=a ~c}", "the same question is there already"),
        ("::not a code:: What? {=a ~b}", "cannot be a code here"),
        ("// nothing", "holds no question"),
    ],
)
def test_one_fault_keeps_all_out(office, text, said):
    course = make_course()
    answer = send(office, course, text)
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("&quot;", '"')
    assert send(office, course, text, sure="1").status_code == 409
    assert Question.objects.count() == 1


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b""])
def test_what_is_no_text_is_refused_in_a_sentence(office, content):
    file = SimpleUploadedFile("q.txt", content)
    answer = office.post(ADDRESS, {"course": make_course().pk, "kind": "gift", "file": file})
    assert answer.status_code == 422


def test_questions_go_out_and_come_back(office):
    course = make_course(
        questions=[question(), question("Q2", "multiple", "AC"), question("Q3", "true_false", "A", choices="AB")]
    )
    text = office.get(f"{ADDRESS}{course.pk}/gift/").content.decode()
    other = make_course(code="C2")
    other.questions.all().delete()
    send(office, other, text, sure="1")
    before, after = (list(item.questions.values("code", "stem", "answer", "explanation")) for item in (course, other))
    assert before == after


def test_every_kind_goes_out_as_a_table_and_comes_back(office):
    course = examined(1, typed=True)
    Question.objects.filter(code="Q1").update(category="Law", tags=["old"], difficulty="hard", points=2)
    answer = office.get(f"{ADDRESS}{course.pk}/csv/")
    assert answer["Content-Disposition"] == 'attachment; filename="c1.csv"'
    other = make_course(code="C2")
    other.questions.all().delete()
    file = SimpleUploadedFile("q.csv", answer.content)
    page = office.post(ADDRESS, {"course": other.pk, "kind": "csv", "file": file}).content.decode()
    assert "did not have so far: Law" in page
    send(office, other, answer.content.decode("utf-8-sig"), "csv", sure="1")
    columns = ("code", "kind", "stem", "choices", "answer", "rules", "points", "category", "tags", "difficulty")
    assert list(other.questions.values(*columns)) == list(course.questions.values(*columns))
    assert [item.versions.count() for item in other.questions.all()] == [1, 1, 1]


def test_a_table_in_a_spreadsheets_own_encoding_is_read(office):
    content = "kind;question;choice 1;choice 2;right\nsingle;Où?;là;ici;1".encode("cp1252")
    file = SimpleUploadedFile("q.csv", content)
    page = office.post(ADDRESS, {"course": make_course().pk, "kind": "csv", "file": file}).content.decode()
    assert "Où?" in page


def test_aiken_says_what_it_cannot_hold(office):
    course = make_course(questions=[question("Q2", "multiple", "AC")])
    answer = office.get(f"{ADDRESS}{course.pk}/aiken/", follow=True)
    assert "Aiken has questions with one answer only" in answer.content.decode()
