"""What a transcript says, in plain words, so that its fingerprint knows all of it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from certificates.credits.models import Credit
from certificates.credits.standing import Standing, standings_of
from certificates.issuing.models import Certificate
from certificates.reported.models import Report
from certificates.reported.services import reported_sums

Content = dict[str, Any]


def transcript_content(user: Any) -> Content:
    """Return everything that a person's transcript says, in the language that is active; in six queries.

    What was proved stands by scheme with its reasons; what they report themselves stands apart, in no sum of ours.
    Superseded and withdrawn credits are left out: they count nowhere any more.
    """
    reports = list(Report.objects.of(user).prefetch_related("hours"))
    return {
        "name": user.name or user.email,
        "schemes": [_scheme(standing, reports) for standing in standings_of(user)],
        "reports": [_report(item) for item in reports],
        "certificates": [
            {"serial": item.printed_serial, "kind": str(item.get_kind_display()), "scheme": item.scheme_code,
             "issued": date_format(localtime(item.issued_at))}
            for item in Certificate.objects.of(user).valid()
        ],
    }  # fmt: skip


def _scheme(standing: Standing, reports: list[Report]) -> Content:
    claim, scheme = standing.claim, standing.scheme
    start, end = standing.cycle
    counting = {credit.pk for credit in standing.counting}
    standing_ones = [credit for credit in standing.credits if credit.state == Credit.State.STANDING]
    return {
        "code": scheme.code,
        "name": scheme.name,
        "verified": scheme.verified,
        "licence_name": scheme.license_field if claim and claim.licence else "",
        "licence": claim.licence if claim else "",
        "total": hours(standing.total),
        "goal": hours(claim.goal) if claim and claim.goal else "",
        "starts": _day(start),
        "ends": _day(end),
        "sub_totals": [{"name": name, "hours": hours(total)} for name, total in standing.sub_totals.items()],
        "reported": hours(reported_sums(reports, start=start, end=end).get(scheme.code, Decimal(0))),
        "credits": [_credit(credit, credit.pk in counting) for credit in standing_ones],
    }


def _credit(credit: Credit, counts: bool) -> Content:
    return {
        "title": credit.title,
        "number": credit.number,
        "day": _day(localtime(credit.starts_at).date()),
        "minutes": hours(credit.minutes),
        "hours": hours(credit.total),
        "sub_field": credit.sub_field,
        "counts": counts,
        "why": credit.sentences,
    }


def _report(item: Report) -> Content:
    return {
        "title": item.title,
        "provider": item.provider,
        "day": _day(item.day),
        "hours": [f"{entry.scheme_code} {hours(entry.amount)}" for entry in item.hours.all()],
    }


def hours(amount: Decimal) -> str:
    """Return a number of hours or minutes without idle zeros."""
    return f"{amount.normalize():f}" if amount else "0"


def _day(day: date | None) -> str:
    return date_format(day) if day else ""
