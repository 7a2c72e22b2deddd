"""What a visit still lacks before it can be approved: names, courses, vetting. Read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.clearance.models import Clearance
from training.enrollment.admission import GOVERNMENT
from training.enrollment.models import Enrollment
from training.visits.models import Visit, Visitor


@dataclass(frozen=True)
class Named:
    """A visitor, the codes of the courses they have not completed, and whether they are vetted."""

    visitor: Visitor
    missing: list[str]
    vetted: bool

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return self.vetted and not self.missing


def named_visitors(visit: Visit, visitors: Iterable[Visitor]) -> list[Named]:
    """Return how each of a visit's visitors stands, in four queries for any number."""
    people = list(visitors)
    users = [item.user_id for item in people]
    needed = list(visit.programme.prerequisites.order_by("position", "code"))
    done: dict[int, set[int]] = defaultdict(set)
    completed = Enrollment.objects.completed().filter(user__in=users, course__in=[course.pk for course in needed])
    for user, course in completed.values_list("user", "course"):
        done[user].add(course)
    vetted = _cleared(users)
    return [
        Named(
            visitor=item,
            missing=[course.code for course in needed if course.pk not in done[item.user_id]],
            vetted=item.vetted_at is not None or item.user_id in vetted,
        )
        for item in people
    ]


def _cleared(users: list[int]) -> set[int]:
    """Return which people are known to work for a government, by clearances of addresses they have verified."""
    owner = {
        address.lower(): user
        for user, address in EmailAddress.objects.filter(user__in=users, verified=True).values_list("user", "email")
    }
    found = Clearance.objects.valid().filter(kind__in=GOVERNMENT, email__in=owner).values_list("email", flat=True)
    return {owner[address] for address in found}


def open_points(visit: Visit, named: list[Named]) -> list[str]:
    """Return a sentence for each thing that must be there before the visit can be approved."""
    points = []
    lacking = visit.headcount - len(named)
    if lacking > 0:
        points.append(ngettext("%d visitor is not named yet.", "%d visitors are not named yet.", lacking) % lacking)
    for item in named:
        if item.missing:
            points.append(_("%(name)s has not completed %(courses)s.") % {
                "name": item.visitor, "courses": ", ".join(item.missing)})  # fmt: skip
        if not item.vetted:
            points.append(_("%(name)s is not vetted.") % {"name": item.visitor})
    return points
