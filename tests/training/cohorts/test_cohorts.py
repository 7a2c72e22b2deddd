"""Runs with an instructor: places, presence, certificates, and the pages of both sides."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from factories.cohorts import make_cohort, open_run
from factories.people import UserFactory
from factories.training import make_course
from factories.visits import staff
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from certificates.intervals import Span, minutes
from certificates.issuing.models import Certificate
from core.mail.models import OutboxMail
from training.cohorts import errors
from training.cohorts import services as acts
from training.cohorts.calendar import cohort_calendar
from training.cohorts.evidence import activities_of
from training.cohorts.models import Cohort, CohortPlace, Meeting, PresenceNote
from training.enrollment.services import enroll
from training.slots import moment

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def opened():
    cohort = make_cohort(make_course())
    acts.open_cohort(cohort=cohort, actor=staff())
    return cohort


def later(cohort):
    """Let the cohort's meetings be over."""
    Meeting.objects.filter(cohort=cohort).update(day=timezone.localdate() - timedelta(days=1))


def test_places_end_and_one_given_up_is_free_again(opened):
    first, second, third = (UserFactory() for _ in range(3))
    one = acts.take_place(cohort=opened, user=first)
    acts.take_place(cohort=opened, user=second)

    with pytest.raises(errors.CohortFull):
        acts.take_place(cohort=opened, user=third)
    assert acts.take_place(cohort=opened, user=first) == one
    acts.give_up_place(place=one, actor=first)
    assert acts.take_place(cohort=opened, user=third).state == "taken"
    assert OutboxMail.objects.filter(kind="training.cohort.place").count() == 3


def test_who_may_take_the_course_may_take_a_place(opened):
    person, course = UserFactory(), opened.course
    needed = make_course(code="C0")
    course.prerequisites.add(needed)
    with pytest.raises(errors.NotForYou, match="C0"):
        acts.take_place(cohort=opened, user=person)
    course.prerequisites.clear()
    course.audience = "sworn_only"
    course.save()
    with pytest.raises(errors.NotForYou, match="sworn"):
        acts.take_place(cohort=opened, user=person)
    course.audience, course.price = "open", 180
    course.save()
    with pytest.raises(errors.NotForYou, match="Buy"):
        acts.take_place(cohort=opened, user=person)

    enroll(user=person, course=course, actor=None)

    assert acts.take_place(cohort=opened, user=person).pk


def test_what_has_begun_or_is_not_open_takes_nobody(opened):
    draft = make_cohort(opened.course)
    empty = make_cohort(opened.course, days=())
    place = acts.take_place(cohort=opened, user=UserFactory())
    later(opened)

    for cohort in (draft, opened):
        with pytest.raises(errors.NotOpen):
            acts.take_place(cohort=cohort, user=UserFactory())
    with pytest.raises(errors.NotOpen):
        acts.give_up_place(place=place, actor=place.user)
    with pytest.raises(errors.MovedOn):
        acts.open_cohort(cohort=empty, actor=place.user)


def test_presence_is_cut_to_the_meetings_and_counts_once(opened):
    people = [acts.take_place(cohort=opened, user=UserFactory()) for _ in range(2)]
    first, second = (meeting.span for meeting in opened.meetings.all())
    actor, hour = staff(), timedelta(hours=1)

    def note(start, end, places=people[:1]):
        acts.note_presence(cohort=opened, places=places, starts_at=start, ends_at=end, actor=actor)

    note(first.start - hour, first.start + hour)
    note(first.start + hour / 2, first.end + hour)
    note(second.start, second.start + hour, people)
    for start, end in ((first.end + hour, first.end + 2 * hour), (first.end, first.start)):
        with pytest.raises(errors.OutsideMeetings):
            note(start, end)
    acts.strike_presence(note=PresenceNote.objects.filter(place=people[1]).get(), actor=actor, reason="left at once")

    proved = {place.pk: minutes(activity.present) for place, activity in activities_of(opened)}
    assert proved == {people[0].pk: 180, people[1].pk: 0}
    with pytest.raises(ValueError, match="never"):
        PresenceNote.objects.first().save()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200)), max_size=6))
def test_proved_minutes_are_those_that_a_person_counts(notes):
    begin = moment(date(2027, 8, 9), time(9), ZONE)
    meeting = Span(begin + timedelta(minutes=60), begin + timedelta(minutes=180))
    spans = [Span(begin + timedelta(minutes=at), begin + timedelta(minutes=at + lasts)) for at, lasts in notes]
    from certificates.intervals import intersect

    counted = sum(any(at <= minute < at + lasts for at, lasts in notes) for minute in range(60, 180))
    assert minutes(intersect(spans, [meeting])) == counted


def test_the_end_brings_certificates_with_the_minutes_and_closes_the_book(opened):
    actor, there, away = staff(), UserFactory(name="Ann There"), UserFactory()
    places = [acts.take_place(cohort=opened, user=user) for user in (there, away)]
    with pytest.raises(errors.MovedOn):
        acts.hold_cohort(cohort=opened, actor=actor)
    later(opened)
    Meeting.objects.filter(pk=opened.meetings.last().pk).delete()
    opened = Cohort.objects.get(pk=opened.pk)
    span = opened.spans[0]
    acts.note_presence(
        cohort=opened, places=places[:1], starts_at=span.start, ends_at=span.end - timedelta(minutes=30), actor=actor
    )

    assert acts.hold_cohort(cohort=opened, actor=actor) == 1
    certificate = Certificate.objects.get()
    assert (certificate.holder, certificate.says["place"]) == (there, "Anaheim")
    assert [line["minutes"] for line in certificate.says["lines"]] == ["90"]
    for act in (
        lambda: acts.note_presence(
            cohort=opened, places=places, starts_at=span.start, ends_at=span.end, actor=actor),
        lambda: acts.cancel_cohort(cohort=opened, actor=actor, reason="x"),
        lambda: acts.strike_presence(note=PresenceNote.objects.get(), actor=actor, reason="x"),
    ):  # fmt: skip
        with pytest.raises(errors.MovedOn):
            act()


def test_the_calendar_is_on_the_places_clock_and_names_nobody():
    cohort = open_run(make_course(), UserFactory(name="Ann There"), timezone="Europe/Copenhagen")
    event, _second = Calendar.from_ical(cohort_calendar(cohort, now=timezone.now())).walk("VEVENT")

    assert event["DTSTART"].dt.tzinfo.key == "Europe/Copenhagen"
    assert event["DTSTART"].dt.hour == 9
    assert "ATTENDEE" not in event
    assert "Ann" not in event.to_ical().decode()


def test_a_time_that_the_clock_leaps_over_is_refused():
    cohort = Cohort(timezone="America/Los_Angeles")
    meeting = Meeting(cohort=cohort, day=date(2027, 3, 14), starts=time(2, 30), ends=time(4))

    with pytest.raises(ValidationError) as refused:
        meeting.clean()
    assert set(refused.value.message_dict) == {"starts"}


def test_a_learner_joins_by_forms_and_sees_the_place_only_then(client, opened):
    person = UserFactory()
    client.force_login(person)
    address = f"/training/cohorts/{opened.public_id}/"
    before = client.get(address).content.decode()
    assert client.get(f"{address}calendar.ics").status_code == 404
    client.post(address)
    after = client.get(address).content.decode()
    listed = client.get("/training/cohorts/").content.decode()

    assert ("Hall 3" in before, "Hall 3" in after, "you have one" in listed) == (False, True, True)
    assert client.get(f"{address}calendar.ics").status_code == 200
    client.post(address, {"give_up": "1"})
    assert CohortPlace.objects.get().state == "given_up"


def test_a_course_for_others_is_not_there(client, opened):
    opened.course.audience = "sworn_only"
    opened.course.save()
    client.force_login(UserFactory())

    assert client.get(f"/training/cohorts/{opened.public_id}/").status_code == 404
    assert opened.city not in client.get("/training/cohorts/").content.decode()
    client.logout()
    assert client.get("/training/cohorts/").status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client, number, django_assert_num_queries):
    course = make_course()
    for _one in range(number):
        acts.open_cohort(cohort=make_cohort(course), actor=staff())
    client.force_login(UserFactory())
    client.get("/training/cohorts/")
    with django_assert_num_queries(7):
        client.get("/training/cohorts/")


def test_the_office_plans_opens_notes_and_strikes_by_forms(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    course = make_course()
    client.force_login(staff())
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    made = client.post(reverse("training_cohorts:add"), {
        "course": course.pk, "city": "Oslo", "place": "Hall", "timezone": "Europe/Oslo", "instructor": "",
        "capacity": "1", "meetings-TOTAL_FORMS": "1", "meetings-INITIAL_FORMS": "0", "meetings-MIN_NUM_FORMS": "0",
        "meetings-MAX_NUM_FORMS": "9", "meetings-0-day": day, "meetings-0-starts": "09:00", "meetings-0-ends": "12:00",
        "meetings-0-id": "", "meetings-0-DELETE": "",
    })  # fmt: skip
    cohort = Cohort.objects.get()
    detail = reverse("training_cohorts:detail", args=[cohort.pk])
    client.post(f"{detail}open/")
    place = acts.take_place(cohort=cohort, user=UserFactory(name="Ann There"))
    meeting = cohort.meetings.get()
    wrong = client.post(f"{detail}presence/", {"meeting": meeting.pk, "places": [place.pk], "starts": "13:00"})
    client.post(f"{detail}presence/", {"meeting": meeting.pk, "places": [place.pk], "ends": "10:30"})
    note = PresenceNote.objects.get()
    shown = client.get(detail).content.decode()
    sheet = client.get(f"{detail}sign-in/").content.decode()
    client.post(f"{detail}strike/", {"note": note.pk, "reason": "wrong person"})

    assert (made.status_code, wrong.status_code) == (302, 422)
    assert minutes([note.span]) == 90
    assert "Ann There" in shown
    assert ">90<" in shown
    assert "Ann There" in sheet
    assert PresenceNote.objects.get().reason == "wrong person"
    assert client.get(reverse("training_cohorts:index")).status_code == 200
    client.post(f"{detail}cancel/", {"reason": "snow"})
    assert OutboxMail.objects.filter(kind="training.cohort.cancelled", recipient=place.user.email).count() == 1
    client.force_login(UserFactory(roles=["finance"]))
    assert client.get(detail).status_code in {302, 403}
