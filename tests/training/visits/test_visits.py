"""A visit from the request to the certificate: what is checked, who is told, what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.people import UserFactory
from factories.seats import coordinator, course_on_sale, free_seats
from factories.visits import asked_visit, coming_monday, make_programme, member, readied, staff
from icalendar import Calendar

from certificates.issuing.models import Certificate
from core.mail.models import OutboxMail
from people.agencies.services import end_membership
from training.enrollment.seats.assigning import assign_seat, take_seat
from training.visits import errors
from training.visits.calendar import visit_calendar
from training.visits.deciding import approve_visit, cancel_visit, hold_visit, refuse_visit, vet_visitor
from training.visits.models import Visit, Visitor
from training.visits.readiness import named_visitors
from training.visits.services import give_feedback, name_visitor, remove_visitor, request_visit, withdraw_visit

pytestmark = pytest.mark.django_db
State = Visit.State


def approved(visit=None, host=None):
    host = host or staff()
    return approve_visit(visit=visit or asked_visit(), host=host, place="Lobby, 1 Main St", actor=host)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"headcount": 5}, errors.TooMany),
        ({"headcount": 0}, errors.TooMany),
        ({"first_day": timezone.localdate() + timedelta(days=29)}, errors.BadDay),
        ({"first_day": coming_monday(800)}, errors.BadDay),
        ({"first_day": coming_monday() + timedelta(days=4)}, errors.BadDay),
    ],
)
def test_the_units_rules_hold_for_a_request(values, error):
    programme, visit = make_programme(title="Other"), asked_visit()
    right = {"programme": programme, "purpose": "p", "headcount": 4, "first_day": coming_monday()}

    with pytest.raises(error):
        request_visit(agency=visit.agency, actor=visit.requested_by, **right | values)


def test_only_the_agencys_own_people_are_named_and_strangers_answer_alike():
    visit = asked_visit(2)
    own = visit.visitors.first()
    UserFactory(email="known@elsewhere.example")
    said = set()
    for email in ("known@elsewhere.example", "nobody@elsewhere.example"):
        with pytest.raises(errors.NotOneOfYours) as refused:
            name_visitor(visit=visit, email=email, actor=visit.requested_by)
        said.add(str(refused.value))
    member(visit.agency, "third@agency.example")

    with pytest.raises(errors.AlreadyNamed):
        name_visitor(visit=visit, email=own.user.email, actor=visit.requested_by)
    with pytest.raises(errors.TooMany):
        name_visitor(visit=visit, email="third@agency.example", actor=visit.requested_by)
    remove_visitor(visitor=own, actor=visit.requested_by)
    assert (len(said), visit.visitors.count()) == (1, 1)
    assert name_visitor(visit=visit, email="THIRD@agency.example", actor=visit.requested_by).pk


def test_an_agency_names_people_by_the_address_it_invited_and_sees_no_other(client):
    user, agency = coordinator()
    course = course_on_sale()
    free_seats(user, agency, course, 1)
    seat = assign_seat(agency=agency, course=course, email="ann@agency.example", name="Ann", actor=user)
    take_seat(assignment=seat, user=UserFactory(email="private@home.example", name="Ann"))
    visit = request_visit(
        agency=agency, programme=make_programme(), purpose="p", headcount=1, first_day=coming_monday(), actor=user
    )
    name_visitor(visit=visit, email="Ann@agency.example", actor=user)
    client.force_login(user)

    page = client.get(f"/agency/{agency.public_id}/visits/{visit.public_id}/").content.decode()
    assert ("ann@agency.example" in page, "private@home.example" in page) == (True, False)


def test_an_approval_waits_for_names_courses_and_vetting(django_assert_num_queries):
    visit, host = asked_visit(2, ready=False), staff()
    first, second = visit.visitors.order_by("pk")
    with pytest.raises(errors.NotReady) as refused:
        approved(visit, host)
    said = refused.value.open_points
    with django_assert_num_queries(4):
        named_visitors(visit, [first, second])
    readied(first.user, visit.programme.prerequisites.get())
    remove_visitor(visitor=second, actor=host)
    with pytest.raises(errors.NotReady) as missing:
        approved(visit, host)

    assert [sum(word in point for point in said) for word in ("C1", "vetted")] == [2, 2]
    assert missing.value.open_points == ["1 visitor is not named yet."]
    assert Visit.objects.get(pk=visit.pk).state == State.REQUESTED


def test_staff_vet_whom_no_clearance_speaks_for():
    visit = asked_visit()
    visitor = visit.visitors.get()
    visitor.user.emailaddress_set.all().delete()
    assert not named_visitors(visit, [visitor])[0].vetted

    vet_visitor(visitor=visitor, actor=staff(), reason="letter and card seen")

    assert approved(visit).state == State.APPROVED


def test_an_approved_visit_has_host_itinerary_and_a_calendar_without_people():
    visit = approved()
    file = visit_calendar(visit, now=timezone.now())
    events = Calendar.from_ical(file).walk("VEVENT")

    assert [(event["SUMMARY"], event["DTSTART"].dt.hour, event["DTSTART"].dt.date()) for event in events] == [
        ("Welcome", 9, visit.first_day), ("Closing", 9, visit.last_day),
    ]  # fmt: skip
    assert not any(word in file.decode() for word in ("ATTENDEE", "ORGANIZER", "Visitor", "Agency", visit.agency.name))
    mail = OutboxMail.objects.get(kind="training.visit.approved")
    assert mail.recipient == visit.requested_by.email
    assert "Visitor 0" not in mail.text


def test_two_visits_of_the_same_days_fit_together_or_one_waits():
    first = asked_visit(3)
    second = asked_visit(2, programme=first.programme, course=first.programme.prerequisites.get())
    approved(first)

    with pytest.raises(errors.TooMany):
        approved(second)
    cancel_visit(visit=first, actor=staff(), reason="flood")
    assert approved(second).state == State.APPROVED


def test_a_refusal_gives_no_reason_outside():
    visit = asked_visit()
    refuse_visit(visit=visit, actor=staff(), reason="a secret reason")

    mail = OutboxMail.objects.get(kind="training.visit.refused")
    assert "secret" not in mail.text + mail.subject
    assert Visit.objects.get().note == "a secret reason"
    for act in (lambda: approved(visit), lambda: withdraw_visit(visit=visit, actor=visit.requested_by),
                lambda: cancel_visit(visit=visit, actor=visit.requested_by, reason="")):  # fmt: skip
        with pytest.raises(errors.MovedOn):
            act()


def test_who_was_there_gets_a_certificate_without_agency_and_the_agency_is_asked():
    visit, host = approved(asked_visit(2)), staff()
    there, away = visit.visitors.order_by("pk")
    with pytest.raises(errors.MovedOn):
        hold_visit(visit=visit, attended=[there.pk], actor=host)
    Visit.objects.update(first_day=timezone.localdate() - timedelta(days=1), last_day=timezone.localdate())

    made = hold_visit(visit=visit, attended=[there.pk], actor=host)
    give_feedback(visit=visit, useful=4, text="More cases", actor=visit.requested_by)

    certificate = Certificate.objects.get()
    assert (made, certificate.holder, certificate.says["title"]) == (1, there.user, "Study visit")
    assert [line["minutes"] for line in certificate.says["lines"]] == ["90", "60"]
    assert visit.agency.name not in certificate.snapshot
    assert list(Visitor.objects.filter(attended=False)) == [away]
    with pytest.raises(errors.MovedOn):
        give_feedback(visit=visit, useful=1, text="", actor=visit.requested_by)
    assert OutboxMail.objects.filter(kind="training.visit.held").count() == 1


def test_who_leaves_the_agency_is_gone_from_its_list_at_once():
    visit = asked_visit(2)
    gone = visit.visitors.first()
    end_membership(membership=gone.user.memberships.get(), actor=gone.user)

    assert gone not in visit.visitors.visible_to(visit.agency)
    assert visit.visitors.visible_to(visit.agency).count() == 1


def test_the_table_of_moves_is_complete():
    assert set(Visit.MOVES) == set(State.values)
    assert {move for moves in Visit.MOVES.values() for move in moves} == set(State.values) - {State.REQUESTED}
    with pytest.raises(ValueError, match="held"):
        Visit(state=State.HELD).move_to(State.APPROVED)
