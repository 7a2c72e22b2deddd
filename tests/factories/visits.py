"""An agency that may visit the unit."""

from datetime import time, timedelta

from django.utils import timezone
from factories.people import UserFactory
from factories.seats import coordinator
from factories.training import make_course

from people.agencies.models import Approval, Membership
from people.clearance.models import Clearance
from people.clearance.services import give_clearance
from people.roles import Role
from training.enrollment.models import Enrollment
from training.enrollment.services import enroll
from training.visits.models import ProgrammeItem, VisitProgramme
from training.visits.services import name_visitor, request_visit


def coming_monday(days=60):
    """Return the first Monday after so many days."""
    day = timezone.localdate() + timedelta(days=days)
    return day + timedelta(days=-day.weekday() % 7)


def make_programme(*courses, **values):
    """Return a programme of two days."""
    programme = VisitProgramme(**{"title": "Study visit", "max_visitors": 4, "notice_days": 30} | values)
    programme.items = [
        ProgrammeItem(day=1, starts=time(9), ends=time(10, 30), title="Welcome"),
        ProgrammeItem(day=2, starts=time(9), ends=time(10), title="Closing"),
    ]
    programme.prerequisites = list(courses)
    programme.save()
    return programme


def member(agency, email, **values):
    """Return one of an agency's people."""
    user = UserFactory(email=email, **values)
    Membership.objects.create(user=user, agency=agency, state=Approval.APPROVED, evidence="seat")
    return user


def readied(user, course):
    """Let somebody have completed a course and be vetted."""
    enroll(user=user, course=course, actor=None)
    Enrollment.objects.filter(user=user).update(completed_at=timezone.now())
    give_clearance(email=user.email, kind=Clearance.Kind.SWORN, method=Clearance.Method.LETTER, actor=None)
    return user


def asked_visit(headcount=1, *, ready=True, programme=None, course=None, of=None):
    """Return a visit that an agency has asked for, with all of its visitors named; `of` is its coordinator and it."""
    user, agency = of or coordinator()
    course = course or make_course()
    programme = programme or VisitProgramme.objects.first() or make_programme(course)
    visit = request_visit(
        agency=agency, programme=programme, purpose="Build a unit", headcount=headcount, first_day=coming_monday(),
        actor=user,
    )  # fmt: skip
    for number in range(headcount):
        person = member(agency, f"v{number}-{visit.pk}@agency.example", name=f"Visitor {number}")
        if ready:
            readied(person, course)
        name_visitor(visit=visit, email=person.email, actor=user)
    return visit


def staff():
    """Return somebody of the training office."""
    return UserFactory(roles=[Role.TRAINING], name="Host Person")
