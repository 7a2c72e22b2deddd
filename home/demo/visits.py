"""The demo's visit, which waits for the office, and a run of a course with an instructor. All invented."""

from datetime import date, time, timedelta

from django.utils import timezone

from home.demo.people import DOMAIN
from home.demo.seats import learn
from people.accounts.models import User
from people.agencies.models import Agency
from people.clearance.models import Clearance
from people.clearance.services import give_clearance
from training.cohorts.models import Cohort, Meeting
from training.cohorts.services import open_cohort
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.enrollment.services import enroll
from training.visits.models import Visit, VisitProgramme
from training.visits.services import name_visitor, request_visit

# Two of the demo's officers, who have done what visitors need.
READY = (f"officer1@{DOMAIN}", f"officer2@{DOMAIN}")
PURPOSE = "We are building a unit of three and want to see intake, case conferences and the work with clinicians."


def build_visits(users: dict[str, User]) -> int:
    """Let the demo's agency ask for a visit, and plan a cohort; return how many visits there are. Idempotent."""
    agency, programme = Agency.objects.get(name="Demo Agency"), VisitProgramme.objects.first()
    if programme is not None and not Visit.objects.of(agency).exists():
        people = [_ready(User.objects.get(email=email), programme) for email in READY]
        visit = request_visit(
            agency=agency, programme=programme, purpose=PURPOSE, headcount=len(people), actor=users["coordinator"],
            first_day=monday_after(timezone.localdate() + timedelta(days=60)),
        )  # fmt: skip
        for person in people:
            name_visitor(visit=visit, email=person.email, actor=users["coordinator"])
        _plan_cohort(users["training"])
    return Visit.objects.of(agency).count()


def monday_after(day: date) -> date:
    """Return the first Monday that is not before a day."""
    return day + timedelta(days=-day.weekday() % 7)


def _ready(user: User, programme: VisitProgramme) -> User:
    done = Enrollment.objects.completed().filter(user=user).values("course")
    for course in programme.prerequisites.exclude(pk__in=done).order_by("position"):
        enrollment = enroll(user=user, course=course, actor=None)
        learn(enrollment, len(enrollment.version.lessons), passed=True)
    give_clearance(email=user.email, kind=Clearance.Kind.GOVERNMENT, method=Clearance.Method.LETTER, actor=None)
    return user


def _plan_cohort(actor: User) -> None:
    course = Course.objects.get(code="TMU-103")
    cohort = Cohort(course=course, city="Anaheim", place="Sample Hall, room 3", instructor="Tomas Novak", capacity=12)
    first = monday_after(timezone.localdate() + timedelta(days=45))
    cohort.meetings = [Meeting(day=first + timedelta(days=day), starts=time(9), ends=time(12)) for day in range(2)]
    cohort.save()
    open_cohort(cohort=cohort, actor=actor)
