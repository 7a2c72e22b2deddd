"""Credit for a held cohort: what each body that approved the course gives for the minutes proved there.

A body credits a course to somebody once in a term of its certificate, whether it was taken with an instructor or
alone: a credit of the same course that still runs is not given again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from django.db.models import Q
from django.utils import timezone

from certificates.credits.engine import Activity, outcome
from certificates.credits.models import Claim, Credit
from certificates.credits.services import Award, award_of
from training.cohorts.evidence import activities_of, source_of
from training.cohorts.models import Cohort, CohortPlace
from training.courses.accreditation import CourseApproval
from training.courses.models import Course
from training.courses.months import months_after
from training.enrollment.models import RENEWAL, Enrollment

Held = tuple[str, str]  # a holder's key and a scheme's code


def holder_of(place: CohortPlace) -> str:
    """Return the name of somebody with a place among all holders."""
    return f"user:{place.user_id}"


def awards_of(cohort: Cohort) -> Iterator[Award]:
    """Yield the credit of everybody with proved time under each scheme they claim, in a fixed number of queries."""
    rows = [(place, activity) for place, activity in activities_of(cohort) if activity.present]
    approvals = _approvals(cohort)
    if not rows or not approvals:
        return
    people = [place.user_id for place, _activity in rows]
    holders, source = [holder_of(place) for place, _activity in rows], source_of(cohort)
    wanted = _wanted(people, holders, source)
    credited = running_credits(
        course=cohort.course, holders=holders, on=_day_of(rows[0][1]), but_not=source, codes=list(approvals)
    )
    passed = set(
        Enrollment.objects.filter(user__in=people, course=cohort.course_id, attempts__passed=True).values_list(
            "user_id", flat=True
        )
    )
    for place, activity in rows:
        for code, approval in approvals.items():
            held = (holder_of(place), code)
            if held not in wanted or held in credited:
                continue
            evidence = _under(approval, activity, test_passed=place.user_id in passed)
            award = award_of(
                outcome(approval.scheme.rules, evidence), holder_key=held[0], holder=place.user,
                scheme=approval.scheme, number=approval.number,
            )  # fmt: skip
            if award:
                yield award


def running_credits(
    *, course: Course, holders: Iterable[str], on: date, but_not: str, codes: Iterable[str]
) -> set[Held]:
    """Return who holds a standing credit of the course, under which of the schemes, that still runs on that day.

    It runs from its own day until the course may be renewed, for ever where its certificate never expires.
    """
    sources = Q(source__startswith=f"training:{course.code}:")
    sources |= Q(source__in=[source_of(cohort) for cohort in course.cohorts.filter(state=Cohort.State.HELD)])
    rows = Credit.objects.standing().filter(sources, holder_key__in=list(holders), scheme_code__in=list(codes))
    months = course.certificate_months
    return {
        (key, code)
        for key, code, ended in rows.exclude(source=but_not).values_list("holder_key", "scheme_code", "ends_at")
        if not months or months_after(timezone.localdate(ended), months) - RENEWAL > on
    }


def _approvals(cohort: Cohort) -> dict[str, CourseApproval]:
    """Return what bodies had approved when the cohort met."""
    spans = cohort.spans
    if not spans:
        return {}
    first, last = spans[0].start.astimezone(cohort.zone).date(), spans[-1].end.astimezone(cohort.zone).date()
    rows = CourseApproval.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=last), course=cohort.course_id, approved_on__lte=first
    )
    return {approval.scheme.code: approval for approval in rows.select_related("scheme")}


def _wanted(people: list[int], holders: list[str], source: str) -> set[Held]:
    """Return who claims which scheme, or has this cohort credited under it: a claim given up takes nothing back."""
    claims: dict[int, list[str]] = defaultdict(list)
    for user, code in Claim.objects.filter(user__in=people).values_list("user_id", "scheme_code"):
        claims[user].append(code)
    standing = Credit.objects.standing().filter(source=source, holder_key__in=holders)
    return {(f"user:{user}", code) for user, codes in claims.items() for code in codes} | set(
        standing.values_list("holder_key", "scheme_code")
    )


def _day_of(activity: Activity) -> date:
    return timezone.localdate(activity.starts_at)


def _under(approval: CourseApproval, activity: Activity, *, test_passed: bool) -> Activity:
    """Return the evidence as the body takes it: at most the minutes it approved, under the title it certified."""
    return replace(
        activity,
        title=approval.title or activity.title,
        creditable=min(Fraction(approval.minutes), activity.creditable),
        test_passed=test_passed,
    )
