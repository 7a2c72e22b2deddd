"""Hand a completed course over: credit under each scheme the learner claims, and the certificates."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import translation
from django.utils.formats import date_format

from certificates.credits.completion import Completed, completion_credit
from certificates.credits.derivation import step
from certificates.credits.models import Claim, Credit
from certificates.credits.services import Award, store_awards
from certificates.issuing.models import Certificate
from certificates.issuing.services import Incomplete, Issued, issue
from certificates.schemes.arithmetic import as_decimal
from training.cohorts.crediting import running_credits
from training.courses.accreditation import CourseApproval
from training.enrollment.models import Enrollment
from training.progress.certification.drafts import completed_on, drafts_of, holder_of, occasion_of


def certify(*, enrollment: Enrollment, actor: Any = None) -> Issued:
    """Store the credit of a completed course and issue its certificates; a second run changes nothing.

    A scheme that the learner claims no more keeps what was awarded. Who has given no name gets the certificates once
    there is one; the sweep asks again. Raises ValueError for a course that is not complete.
    """
    completed_on(enrollment)
    source = occasion_of(enrollment)
    with translation.override(settings.LANGUAGE_CODE):
        awards = list(_awards(enrollment, source))
        store_awards(awards=awards, among=[holder_of(enrollment)], sources=[source], actor=actor)
        standing = Credit.objects.standing().filter(holder_key=holder_of(enrollment), source=source)
        try:
            return issue(drafts=drafts_of(enrollment, list(standing.select_related("scheme"))), actor=actor)
        except Incomplete:
            return Issued()


def _awards(enrollment: Enrollment, source: str) -> Iterator[Award]:
    codes = set(Claim.objects.filter(user=enrollment.user_id).values_list("scheme_code", flat=True))
    codes |= set(Credit.objects.standing().filter(source=source).values_list("scheme_code", flat=True))
    day = completed_on(enrollment)
    approvals = CourseApproval.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), course=enrollment.course_id, approved_on__lte=day, scheme__code__in=codes
    )
    passed = any(attempt.passed for attempt in enrollment.attempts.all())
    credited = running_credits(
        course=enrollment.course, holders=[holder_of(enrollment)], on=day, but_not=source, codes=codes
    )
    for approval in approvals.select_related("scheme"):
        if (holder_of(enrollment), approval.scheme.code) in credited:
            continue
        done = Completed(
            day=date_format(day),
            version=enrollment.version.number,
            creditable=Fraction(approval.minutes),
            test_passed=passed,
        )
        amount, steps = completion_credit(approval.scheme.rules, done)
        if not amount or enrollment.completed_at is None:
            continue
        yield Award(
            holder_key=holder_of(enrollment),
            holder=enrollment.user,
            scheme=approval.scheme,
            source=source,
            title=approval.title or f"{enrollment.course.code} {enrollment.version.content['title']}",
            number=approval.number,
            starts_at=enrollment.enrolled_at,
            ends_at=enrollment.completed_at,
            minutes=as_decimal(done.creditable),
            amount=as_decimal(amount),
            speaking_amount=as_decimal(Fraction(0)),
            derivation=[step("rules", code=approval.scheme.code, version=approval.scheme.version), *steps],
        )


def uncertified() -> QuerySet[Enrollment]:
    """Return completed enrolments without their certificate, or without credit under a scheme claimed since."""
    rows = Enrollment.objects.completed().annotate(
        occasion=Concat(
            Value("training:"), F("course__code"), Value(":"), Cast("pk", CharField()), output_field=CharField()
        )
    )
    certificates = Certificate.objects.filter(occasion=OuterRef("occasion"), kind=Certificate.Kind.COMPLETION)
    claimed = Claim.objects.filter(user=OuterRef(OuterRef("user")), scheme_code=OuterRef("scheme__code"))
    credited = Credit.objects.filter(source=OuterRef(OuterRef("occasion")), scheme_code=OuterRef("scheme__code"))
    open_ones = CourseApproval.objects.filter(Exists(claimed), ~Exists(credited), course=OuterRef("course"))
    return rows.filter(~Exists(certificates) | Exists(open_ones)).select_related("course", "user", "version")
