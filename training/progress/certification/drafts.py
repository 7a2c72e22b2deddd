"""What the certificates of a completed course say; never an agency, a rank, an address or a score."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.credits.models import Claim, Credit
from certificates.issuing.drafts import Draft, Line
from certificates.issuing.models import Certificate
from training.enrollment.models import Enrollment

Kind = Certificate.Kind


def occasion_of(enrollment: Enrollment) -> str:
    """Return the name of one term of a course among all occasions: a renewal is another, so the first stays."""
    return f"training:{enrollment.course.code}:{enrollment.pk}"


def holder_of(enrollment: Enrollment) -> str:
    """Return the name of a learner among all holders."""
    return f"user:{enrollment.user_id}"


def certificates_of(enrollment: Enrollment) -> list[Certificate]:
    """Return the certificates of one term that hold, in one query."""
    return list(Certificate.objects.valid().filter(occasion=occasion_of(enrollment), holder=enrollment.user_id))


def completed_on(enrollment: Enrollment) -> date:
    """Return the day of a completion; raises ValueError for a course that is not complete."""
    if enrollment.completed_at is None:
        raise ValueError("The course is not complete.")
    return timezone.localtime(enrollment.completed_at).date()


def drafts_of(enrollment: Enrollment, credits_: list[Credit]) -> Iterator[Draft]:
    """Yield the certificate of completion, and one for each scheme that the completion was credited under."""
    content, day = enrollment.version.content, date_format(completed_on(enrollment))
    title = f"{enrollment.course.code} {content['title']}"
    base: dict[str, Any] = {
        "occasion": occasion_of(enrollment), "holder_key": holder_of(enrollment), "holder": enrollment.user,
        "name": enrollment.user.get_short_name(), "title": title, "issuer": str(settings.ORGANIZATION["name"]),
        "place": "", "dates": day,
    }  # fmt: skip
    yield Draft(
        kind=Kind.COMPLETION, **base,
        statement=_("Completed the course in its version %(number)s.") % {"number": enrollment.version.number},
        expires_on=enrollment.valid_until,
        lines=(Line(title=title, day=day, minutes=str(content["minutes"])),),
    )  # fmt: skip
    licences = {claim.scheme_code: claim.licence for claim in Claim.objects.filter(user=enrollment.user_id)}
    for credit in credits_:
        amount = f"{credit.total.normalize():f}"
        yield Draft(
            kind=Kind.CREDIT, **base, scheme=credit.scheme, credit=amount,
            licence=licences.get(credit.scheme_code, ""),
            statement=_("Credited for the completed course under the rules of %(name)s.")
            % {"name": credit.scheme.name},
            lines=(Line(title=credit.title, day=day, minutes=f"{credit.minutes.normalize():f}", amount=amount,
                        number=credit.number),),
        )  # fmt: skip
