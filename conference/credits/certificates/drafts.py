"""What an edition's certificates say: attendance, credit by scheme, presentation."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.credits.models import Claim, Credit
from certificates.issuing.drafts import Draft, Line
from certificates.issuing.naming import Name, chosen
from certificates.kinds import Kind
from conference.agenda.models import Appearance, Session
from conference.credits.certificates.facts import Person, people_of
from conference.credits.certificates.models import KINDS, CertificateRule
from conference.credits.certificates.steps import Step, counting, missing
from conference.credits.evidence import holder_of
from conference.edition.models import Edition
from conference.registration.places import Registration

People = Mapping[str, Person]
GIVEN = tuple(kind for kind, _label in KINDS)
# Whose it is comes last, the same for every kind.
NOBODYS: dict[str, Any] = {"holder_key": "", "name": ""}


def occasion_of(edition: Edition) -> str:
    """Return the name of an edition among all occasions."""
    return f"conference:{edition.year}"


@dataclass(frozen=True)
class Due:
    """A certificate to be, and the steps of its rule that are still to be taken."""

    draft: Draft
    missing: tuple[Step, ...]


def drafts_of(
    edition: Edition, *, kinds: Iterable[str] = GIVEN, holders: Iterable[str] | None = None
) -> Iterator[Draft]:
    """Yield every certificate that is due at an edition: its rule is met."""
    return (due.draft for due in dues_of(edition, kinds=kinds, holders=holders) if not due.missing)


def dues_of(edition: Edition, *, kinds: Iterable[str] = GIVEN, holders: Iterable[str] | None = None) -> Iterator[Due]:
    """Yield the certificates of an edition, of some kinds and people, in a fixed number of queries.

    Attendance: whoever has any proved time. Credit: one for each scheme with valid credit. Presentation: whoever stood
    in the agenda and did not withdraw. Each with what its rule still asks for. The name is the one that the holder has
    chosen, by default the display name: a legal one is nobody's business but the holder's.
    """
    people, asked = people_of(edition, holders), set(kinds)
    make = {Kind.ATTENDANCE: _attendance, Kind.CREDIT: _credit, Kind.PRESENTATION: _presentation}
    rules, names = rules_for(edition), chosen([person.place.user_id for person in people.values()])
    for kind, maker in make.items():
        if kind in asked:
            rule = rules[kind]
            for key, draft in maker(edition, people, rule):
                named = replace(draft, **_holder(people[key].place, names), expires_on=_last_day(edition, rule))
                yield Due(named, tuple(missing(rule, people[key])))


def rules_for(edition: Edition) -> dict[str, CertificateRule]:
    """Return an edition's rule for each kind, the one that asks for nothing where nobody has written any."""
    rules = {kind: CertificateRule(edition=edition, kind=kind) for kind in GIVEN}
    return rules | {rule.kind: rule for rule in CertificateRule.objects.filter(edition=edition)}


def _last_day(edition: Edition, rule: CertificateRule) -> date | None:
    """Return the last day of validity: counted from the conference, so that it is the same at every run."""
    if not rule.valid_months:
        return None
    years, month = divmod(edition.end_date.month - 1 + rule.valid_months, 12)
    year = edition.end_date.year + years
    return date(year, month + 1, min(edition.end_date.day, monthrange(year, month + 1)[1]))


def _base(edition: Edition) -> dict[str, Any]:
    first, last = date_format(edition.start_date), date_format(edition.end_date)
    return {
        "occasion": occasion_of(edition),
        "title": edition.name,
        "issuer": ", ".join(map(str, edition.hosts)) or str(settings.ORGANIZATION["name"]),
        "place": ", ".join(part for part in (edition.venue_name, edition.city) if part),
        "dates": f"{first} – {last}",
    }


def _holder(place: Registration, names: Mapping[int, str]) -> dict[str, Any]:
    legal = names.get(place.user_id or 0) == Name.LEGAL
    return {
        "holder_key": holder_of(place),
        "holder": place.user,
        "name": place.name if legal else place.display_name,
        "family": place.family_name or (place.user.family_name if place.user else ""),
        "label": place.name or place.email or f"{place.public_id}",
    }


def _attendance(edition: Edition, people: People, rule: CertificateRule) -> Iterator[tuple[str, Draft]]:
    for key, person in people.items():
        counted = counting(rule, person)
        if not counted:
            continue
        lines = tuple(
            Line(title=_title(one.session), day=_day(edition, one.session), minutes=str(int(one.minutes)))
            for one in counted
        )
        statement = _("Attended the sessions below for the minutes that scans at their doors prove.")
        yield key, Draft(kind=Kind.ATTENDANCE, **_base(edition), **NOBODYS, statement=statement, lines=lines)


def _title(session: Session) -> str:
    return f"{session.code} {session.public_title}"


def _day(edition: Edition, session: Session) -> str:
    return date_format(edition.local(session.starts_at).date()) if session.starts_at else ""


def _credit(edition: Edition, people: People, rule: CertificateRule) -> Iterator[tuple[str, Draft]]:
    users = [person.place.user_id for person in people.values()]
    licences = {(claim.user_id, claim.scheme_code): claim.licence for claim in Claim.objects.filter(user__in=users)}
    rows = Credit.objects.standing().filter(source__startswith=f"{occasion_of(edition)}:", holder_key__in=list(people))
    by_scheme: dict[tuple[str, str], list[Credit]] = defaultdict(list)
    for credit in rows.select_related("scheme").order_by("starts_at", "pk"):
        by_scheme[credit.holder_key, credit.scheme_code].append(credit)
    for (holder, code), credits_ in by_scheme.items():
        total = sum(credit.total for credit in credits_)
        yield holder, Draft(
            kind=Kind.CREDIT, **_base(edition), **NOBODYS,
            scheme=credits_[0].scheme,
            credit=f"{total.normalize():f}" if total else "0",
            licence=licences.get((people[holder].place.user_id or 0, code), ""),
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


def _presentation(edition: Edition, people: People, rule: CertificateRule) -> Iterator[tuple[str, Draft]]:
    """Yield a certificate for each speaker with an account and a place: whoever has neither has nobody to hold it."""
    by_user = {person.place.user_id: key for key, person in people.items() if person.place.user_id}
    rows = Appearance.objects.standing().filter(
        session__edition=edition, session__starts_at__isnull=False, speaker__user__in=by_user,
        session__status=Session.Status.CONFIRMED,
    )  # fmt: skip
    presented: dict[int, list[Session]] = defaultdict(list)
    for appearance in rows.select_related("session", "speaker").order_by("session__starts_at", "session__code"):
        presented[appearance.speaker.user_id or 0].append(appearance.session)
    for user, sessions in presented.items():
        lines = tuple(Line(title=_title(item), day=_day(edition, item)) for item in sessions)
        statement = _("Presented the sessions below.")
        yield (
            by_user[user],
            Draft(kind=Kind.PRESENTATION, **_base(edition), **NOBODYS, statement=statement, lines=lines),
        )
