"""What an edition's certificates say: attendance, credit by scheme, presentation."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.credits.models import Claim, Credit
from certificates.intervals import minutes
from certificates.issuing.drafts import Draft, Line
from certificates.issuing.models import Certificate
from conference.agenda.models import Appearance, Session
from conference.attendance.presence import presences
from conference.credits.evidence import EARNING, holder_of
from conference.edition.models import Edition
from conference.registration.places import Registration

Kind = Certificate.Kind


def occasion_of(edition: Edition) -> str:
    """Return the name of an edition among all occasions."""
    return f"conference:{edition.year}"


def drafts_of(edition: Edition) -> Iterator[Draft]:
    """Yield every certificate that is due at an edition, in a fixed number of queries.

    Attendance: whoever has any proved time. Credit: one for each scheme with valid credit. Presentation: whoever stood
    in the agenda and did not withdraw. Names are the display names: a legal one is nobody's business but the holder's.
    """
    places = {
        place.pk: place
        for place in Registration.objects.filter(edition=edition, state__in=EARNING)
        .exclude(name="")
        .select_related("user", "edition")
    }
    yield from _attendance(edition, places)
    yield from _credit(edition, places)
    yield from _presentation(edition, places)


def _base(edition: Edition) -> dict[str, str]:
    first, last = date_format(edition.start_date), date_format(edition.end_date)
    return {
        "occasion": occasion_of(edition),
        "title": edition.name,
        "issuer": ", ".join(map(str, edition.hosts)) or str(settings.ORGANIZATION["name"]),
        "place": ", ".join(part for part in (edition.venue_name, edition.city) if part),
        "dates": f"{first} – {last}",
    }


def _holder(place: Registration) -> dict[str, object]:
    return {"holder_key": holder_of(place), "holder": place.user, "name": place.display_name}


def _attendance(edition: Edition, places: dict[int, Registration]) -> Iterator[Draft]:
    found = presences(edition=edition, registrations=places)
    sessions = Session.objects.in_bulk({session for _place, session in found})
    lines: dict[int, list[tuple[Session, Line]]] = defaultdict(list)
    for (place, key), presence in found.items():
        proved = int(minutes(presence.spans))
        if proved:
            session = sessions[key]
            day = date_format(edition.local(session.starts_at).date()) if session.starts_at else ""
            line = Line(title=f"{session.code} {session.public_title}", day=day, minutes=str(proved))
            lines[place].append((session, line))
    for place, rows in lines.items():
        rows.sort(key=lambda row: (row[0].starts_at, row[0].code))
        yield Draft(
            kind=Kind.ATTENDANCE, **_base(edition), **_holder(places[place]),  # type: ignore[arg-type]
            statement=_("Attended the sessions below for the minutes that scans at their doors prove."),
            lines=tuple(line for _session, line in rows),
        )  # fmt: skip


def _credit(edition: Edition, places: dict[int, Registration]) -> Iterator[Draft]:
    holders = {holder_of(place): place for place in places.values()}
    licences = {
        (claim.user_id, claim.scheme_code): claim.licence
        for claim in Claim.objects.filter(user__in=[place.user_id for place in holders.values()])
    }
    rows = Credit.objects.standing().filter(source__startswith=f"{occasion_of(edition)}:", holder_key__in=holders)
    by_scheme: dict[tuple[str, str], list[Credit]] = defaultdict(list)
    for credit in rows.select_related("scheme").order_by("starts_at", "pk"):
        by_scheme[credit.holder_key, credit.scheme_code].append(credit)
    for (holder, code), credits_ in by_scheme.items():
        place = holders[holder]
        total = sum(credit.total for credit in credits_)
        yield Draft(
            kind=Kind.CREDIT, **_base(edition), **_holder(place),  # type: ignore[arg-type]
            scheme=credits_[0].scheme,
            credit=f"{total.normalize():f}" if total else "0",
            licence=licences.get((place.user_id or 0, code), ""),
            statement=" ".join([_approval(credits_[0]), *_sub_totals(credits_)]),
            lines=tuple(
                Line(
                    title=" · ".join(filter(None, [credit.title, credit.sub_field])),
                    day=date_format(edition.local(credit.starts_at).date()),
                    minutes=f"{credit.minutes.normalize():f}", amount=f"{credit.total.normalize():f}",
                    number=credit.number,
                )
                for credit in credits_
            ),
        )  # fmt: skip


def _sub_totals(credits_: list[Credit]) -> Iterator[str]:
    """Yield a sentence for each sub-field that some of the credit is in."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for credit in credits_:
        sums[credit.sub_field] += credit.total
    for name, total in sorted(sums.items()):
        if name:
            yield _("Of these, %(hours)s hours in %(name)s.") % {"hours": f"{total.normalize():f}", "name": name}


def _approval(credit: Credit) -> str:
    if credit.scheme.verified:
        return _("Computed from proved minutes under the rules of %(name)s.") % {"name": credit.scheme.name}
    return _("Computed from proved minutes. The rules of this scheme are not verified here; ask the body.")


def _presentation(edition: Edition, places: dict[int, Registration]) -> Iterator[Draft]:
    """Yield a certificate for each speaker with an account and a place: whoever has neither has nobody to hold it."""
    by_user = {place.user_id: place for place in places.values() if place.user_id}
    rows = Appearance.objects.standing().filter(
        session__edition=edition, session__starts_at__isnull=False, speaker__user__in=by_user,
        session__status=Session.Status.CONFIRMED,
    )  # fmt: skip
    presented: dict[int, list[Session]] = defaultdict(list)
    for appearance in rows.select_related("session", "speaker").order_by("session__starts_at", "session__code"):
        presented[appearance.speaker.user_id or 0].append(appearance.session)
    for user, sessions in presented.items():
        yield Draft(
            kind=Kind.PRESENTATION, **_base(edition), **_holder(by_user[user]),  # type: ignore[arg-type]
            statement=_("Presented the sessions below."),
            lines=tuple(
                Line(title=f"{item.code} {item.public_title}",
                     day=date_format(edition.local(item.starts_at).date()) if item.starts_at else "")
                for item in sessions
            ),
        )  # fmt: skip
