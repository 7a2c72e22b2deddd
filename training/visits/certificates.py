"""What a visitor's certificate says: the visit, its days, its hours; no agency and no address."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.intervals import Span, minutes
from certificates.issuing.drafts import Draft, Line
from certificates.issuing.models import Certificate
from training.visits.models import Visit


def occasion_of(visit: Visit) -> str:
    """Return the name of a visit among all occasions."""
    return f"visit:{visit.public_id}"


def drafts_of(visit: Visit) -> Iterator[Draft]:
    """Yield a certificate for each visitor who was there."""
    days: dict[date, list[Span]] = defaultdict(list)
    for item in visit.items.all():
        days[item.day].append(item.span)
    lines = tuple(
        Line(title=_("Programme of the day"), day=date_format(day), minutes=str(int(minutes(spans))))
        for day, spans in sorted(days.items())
    )
    first, last = date_format(visit.first_day), date_format(visit.last_day)
    for visitor in visit.visitors.filter(attended=True).select_related("user"):
        user = visitor.user
        yield Draft(
            kind=Certificate.Kind.ATTENDANCE,
            occasion=occasion_of(visit),
            holder_key=f"user:{user.pk}",
            holder=user,
            name=user.display_name or user.name or user.email.partition("@")[0],
            title=visit.programme.title,
            issuer=str(settings.ORGANIZATION["name"]),
            place=visit.programme.place,
            dates=first if first == last else f"{first} – {last}",
            statement=_("Took part in the visit on the days below."),
            lines=lines,
        )
