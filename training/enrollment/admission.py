"""Who may take a course, and what they need first."""

from dataclasses import dataclass
from typing import Any

from people.agencies.models import Approval, Membership
from people.clearance.models import Clearance
from training.courses.models import Course
from training.enrollment.models import Enrollment

SWORN = frozenset({Clearance.Kind.SWORN.value})
GOVERNMENT = SWORN | {Clearance.Kind.GOVERNMENT.value}


def is_admitted(user: Any, course: Course) -> bool:
    """Return whether the course is for the person: verified facts alone decide, never what somebody says."""
    if course.audience == Course.Audience.OPEN:
        return True
    if not user.is_authenticated:
        return False
    wanted = SWORN if course.audience == Course.Audience.SWORN else GOVERNMENT
    if not wanted.isdisjoint(user.clearance_kinds):
        return True
    if course.audience != Course.Audience.AGENCY_STAFF:
        return False
    return Membership.objects.filter(user=user, state=Approval.APPROVED).exists()


@dataclass(frozen=True)
class Before:
    """A course that comes first, and how its reader stands to it."""

    course: Course
    enrollment: Enrollment | None

    @property
    def is_done(self) -> bool:
        """Whether the reader has completed it."""
        return self.enrollment is not None and self.enrollment.completed_at is not None


def steps_before(user: Any, course: Course) -> list[Before]:
    """Return the courses that come before one, in the catalogue's order, each with the reader's own enrolment."""
    needed = list(course.prerequisites.select_related("page"))
    own: dict[int, Enrollment] = {}
    if user.is_authenticated and needed:
        # A completed one stands before any other, the newest before older ones.
        for item in Enrollment.objects.of(user).filter(course__in=needed).order_by("completed_at", "pk"):
            if item.course_id not in own or item.completed_at or not own[item.course_id].completed_at:
                own[item.course_id] = item
    return [Before(item, own.get(item.pk)) for item in needed]


def missing_prerequisites(user: Any, course: Course) -> list[Course]:
    """Return the courses that the person has to complete first, in the catalogue's order."""
    done = Enrollment.objects.completed().filter(user=user).values("course") if user.is_authenticated else []
    return list(course.prerequisites.exclude(pk__in=done))
