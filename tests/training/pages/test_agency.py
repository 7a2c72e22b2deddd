"""A coordinator's pages, by forms alone; another agency's are as if they were not there."""

import pytest
from django.urls import reverse
from factories.people import UserFactory
from factories.seats import coordinator, course_on_sale, free_seats

from billing.orders.models import Order
from core.mail.models import OutboxMail
from people.agencies.models import Membership
from people.agencies.services import end_membership
from training.enrollment.seats.accounts import Balance
from training.enrollment.seats.assigning import accept_seat, assign_seat
from training.enrollment.seats.models import SeatAssignment, SeatLot
from training.quizzes.services import start_attempt, submit_attempt

pytestmark = pytest.mark.django_db
BILLING = {
    "method": "bank_transfer", "billing_name": "Accounts payable", "billing_email": "ap@ottawa.example",
    "billing_address": "1 Main St, Ottawa", "billing_country": "CA", "submission_key": "a-submission-of-a-test",
}  # fmt: skip


@pytest.fixture
def desk(client):
    user, agency = coordinator()
    course = course_on_sale()
    client.force_login(user)
    client.user, client.agency, client.course, client.base = user, agency, course, f"/agency/{agency.public_id}/"
    return client


def text(answer):
    return answer.content.decode()


def invite(desk, email="a@x.example", name="Ann"):
    return assign_seat(agency=desk.agency, course=desk.course, email=email, name=name, actor=desk.user)


def taken(assignment, learner=None):
    mail = OutboxMail.objects.filter(kind="training.seat.invitation", recipient=assignment.email).latest("pk")
    learner = learner or UserFactory()
    accept_seat(token=mail.text.partition("/training/seats/")[2].partition("/")[0], user=learner)
    assignment.refresh_from_db()
    return learner


def test_the_total_is_seen_before_anything_is_ordered(desk):
    first = desk.post(f"{desk.base}buy/", {**BILLING, "seats-C1": "12"})
    before = Order.objects.count()
    second = desk.post(f"{desk.base}buy/", {**BILLING, "seats-C1": "12", "expected_total": "1800.00"})
    third = desk.post(f"{desk.base}buy/", {**BILLING, "seats-C1": "12", "expected_total": "1800.00"})

    assert ("1,800.00" in text(first), before) == (True, 0)
    assert second.status_code == third.status_code == 302
    assert [lot.balance for lot in SeatLot.objects.all()] == [Balance(pending=12)]


@pytest.mark.parametrize("seats", ["", "0", "-3", "1.5", "many", "100000"])
def test_mistaken_numbers_get_a_sentence(desk, seats):
    answer = desk.post(f"{desk.base}buy/", {**BILLING, "seats-C1": seats})

    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_a_price_that_was_not_seen_is_not_ordered(desk):
    answer = desk.post(f"{desk.base}buy/", {**BILLING, "seats-C1": "2", "expected_total": "1.00"})

    assert (answer.status_code, Order.objects.count()) == (200, 0)


def test_a_seat_is_given_taken_back_and_given_to_another(desk):
    lot = free_seats(desk.user, desk.agency, desk.course, 2)
    desk.post(f"{desk.base}assign/", {"course": "C1", "name": "Ann", "email": "a@x.example"})
    one = SeatAssignment.objects.get()
    page = desk.get(f"{desk.base}seats/{one.public_id}/")
    assert "a@x.example" in text(page)

    desk.post(f"{desk.base}seats/{one.public_id}/", {"act": "reassign", "reassign-email": "b@x.example"})
    two = SeatAssignment.objects.get(email="b@x.example")
    desk.post(f"{desk.base}seats/{two.public_id}/", {"act": "back", "back-reason": "not needed"})

    assert lot.balance == Balance(free=2)
    assert desk.post(f"{desk.base}seats/{two.public_id}/", {"act": "back", "back-reason": ""}).status_code == 422


def test_the_day_to_finish_by_is_changed_and_past_days_are_refused(desk):
    free_seats(desk.user, desk.agency, desk.course, 1)
    page = f"{desk.base}seats/{invite(desk).public_id}/"

    assert desk.post(page, {"act": "due", "due-due_on": "2099-06-30"}).status_code == 302
    assert desk.post(page, {"act": "due", "due-due_on": "2020-06-30"}).status_code == 422
    assert SeatAssignment.objects.get().due_on.isoformat() == "2099-06-30"
    desk.post(page, {"act": "due", "due-due_on": ""})
    assert SeatAssignment.objects.get().due_on is None


def test_every_page_of_another_agency_is_not_there(desk, client):
    free_seats(desk.user, desk.agency, desk.course, 2)
    assignment = invite(desk)
    stranger, own = coordinator()
    free_seats(stranger, own, desk.course, 1)
    client.force_login(stranger)
    addresses = [desk.base + rest for rest in ("", "buy/", "assign/", "roster/", "roster/check/", "ledger/", "hours/",
                                               f"seats/{assignment.public_id}/")]  # fmt: skip

    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
    mixed = f"/agency/{own.public_id}/seats/{assignment.public_id}/"
    assert client.get(mixed).status_code == client.post(mixed, {"act": "again"}).status_code == 404
    assert client.get(f"/agency/{own.public_id}/").status_code == 200


@pytest.mark.parametrize("state", ["pending", "refused", "ended"])
def test_only_an_approved_coordinator_gets_in(desk, state):
    Membership.objects.filter(user=desk.user).update(state=state)

    assert desk.get(desk.base).status_code == 404


def test_the_agency_sees_progress_and_never_answers(desk):
    free_seats(desk.user, desk.agency, desk.course, 1)
    assignment = invite(desk)
    taken(assignment)
    enrollment = assignment.enrollment
    desk_page = text(desk.get(desk.base))
    attempt = start_attempt(enrollment=enrollment)
    submit_attempt(attempt=attempt, answers={"Q1": ["B"]})

    assert "0 %" in desk_page
    for rest in ("", "ledger/", "hours/", f"seats/{assignment.public_id}/"):
        assert "Choice B" not in text(desk.get(desk.base + rest))


def test_who_leaves_disappears_at_once_and_keeps_their_record(desk, client):
    free_seats(desk.user, desk.agency, desk.course, 1)
    assignment = invite(desk, name="Zebulon")
    learner = taken(assignment)
    assert "Zebulon" in text(desk.get(desk.base))

    client.force_login(learner)
    client.post(f"{desk.base}leave/")
    own = client.get(reverse("training:overview", args=[assignment.enrollment.public_id]))
    client.force_login(desk.user)

    pages = [desk.get(desk.base + rest) for rest in ("", "?q=Zebulon", "hours/", "ledger/")]
    assert own.status_code == 200
    assert not any("Zebulon" in text(page).replace('value="Zebulon"', "") for page in pages)
    assert desk.get(f"{desk.base}seats/{assignment.public_id}/").status_code == 404


def test_somebody_removed_by_the_coordinator_is_gone_too(desk):
    free_seats(desk.user, desk.agency, desk.course, 1)
    assignment = invite(desk)
    learner = taken(assignment)

    desk.post(f"{desk.base}seats/{assignment.public_id}/", {"act": "leave"})

    assert not Membership.objects.approved().filter(user=learner).exists()
    assert desk.get(f"{desk.base}seats/{assignment.public_id}/").status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_people_take_the_same_queries_for_any_number(desk, people, django_assert_num_queries):
    free_seats(desk.user, desk.agency, desk.course, people)
    for number in range(people):
        taken(invite(desk, email=f"p{number}@x.example"))
    desk.get(desk.base)

    with django_assert_num_queries(14):
        desk.get(desk.base)


def test_the_file_says_what_the_screen_says(desk):
    free_seats(desk.user, desk.agency, desk.course, 1)
    learner = taken(invite(desk))
    enrollment = learner.enrollments.get()
    enrollment.completed_at = enrollment.enrolled_at
    enrollment.save()

    screen, file = desk.get(f"{desk.base}hours/"), desk.get(f"{desk.base}hours/?export=csv")

    row = file.content.decode("utf-8-sig").splitlines()[1].split(",")
    assert row[:4] == ["Ann", "a@x.example", "C1", "Course C1"]
    assert all(f"<td>{cell}</td>" in text(screen) for cell in row[:4])


def test_an_invitation_says_whose_it_is_and_asks_another_address(desk, client):
    free_seats(desk.user, desk.agency, desk.course, 1)
    invite(desk)
    link = OutboxMail.objects.get(kind="training.seat.invitation").text.partition("http://localhost")[2]
    path = "/" + link.partition("/")[2].partition("\n")[0]
    client.logout()
    stranger = client.get(path)
    client.force_login(UserFactory())
    other = client.get(path)
    answer = client.post(path)

    assert "Make an account" in text(stranger)
    assert "Another address than yours" in text(other)
    assert (answer.status_code, client.get(path).status_code) == (302, 404)


def test_leaving_an_agency_one_is_not_in_does_nothing(desk, client):
    client.force_login(UserFactory())

    assert client.post(f"{desk.base}leave/").status_code == 302
    assert Membership.objects.approved().count() == 1


def test_ended_memberships_hide_people_whoever_ends_them(desk):
    free_seats(desk.user, desk.agency, desk.course, 1)
    learner = taken(invite(desk, name="Zebulon"))
    end_membership(membership=Membership.objects.get(user=learner), actor=desk.user)

    assert "Zebulon" not in text(desk.get(desk.base))
