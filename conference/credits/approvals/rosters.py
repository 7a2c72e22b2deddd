"""Who earned a session's credit, in the columns that the body asks for."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from certificates.credits.models import Claim, Credit
from certificates.intervals import Spans, union
from certificates.schemes.shipped import CREDIT, DATE, IN, LICENCE, MINUTES, NAME, OUT, STANDARD_ROSTER, SUB_FIELD
from conference.agenda.models import SessionCredit
from conference.attendance.presence import presences
from conference.credits.approvals.models import Roster
from conference.credits.evidence import source_of
from conference.edition.models import Edition
from conference.registration.places import Registration
from core.files.services import erase_private, store_private
from core.pdf import render_pdf

PURPOSE = "roster"
TEMPLATE = "conference/roster"


class Column(models.TextChoices):
    """What a roster can say of a person."""

    NAME = NAME, _("Name")
    LICENCE = LICENCE, _("Number")
    DATE = DATE, _("Date")
    IN = IN, _("In")
    OUT = OUT, _("Out")
    MINUTES = MINUTES, _("Minutes")
    CREDIT = CREDIT, _("Hours")
    SUB_FIELD = SUB_FIELD, _("Sub-field")


@dataclass(frozen=True)
class Entry:
    """What is known of one person who earned the credit."""

    name: str
    licence: str
    spans: Spans
    credit: Credit


def columns_of(credit: SessionCredit) -> list[Column]:
    """Return the body's columns, the usual ones where it names none."""
    names = [name for name in credit.scheme.roster_columns if name in Column.values]
    return [Column(name) for name in names or STANDARD_ROSTER]


def header_of(credit: SessionCredit) -> list[str]:
    """Return what stands over the columns; the number is called what the body calls it."""
    return [
        str(credit.scheme.license_field or column.label) if column == Column.LICENCE else str(column.label)
        for column in columns_of(credit)
    ]


def table_of(credit: SessionCredit) -> list[list[str]]:
    """Return a row for each person who earned the credit, by name, in four queries for any number."""
    edition = credit.session.edition
    cells: dict[Column, Callable[[Entry], str]] = {
        Column.NAME: lambda entry: entry.name,
        Column.LICENCE: lambda entry: entry.licence,
        Column.DATE: lambda entry: edition.local(entry.credit.starts_at).date().isoformat(),
        Column.IN: lambda entry: _clock(edition, entry.spans[0].start) if entry.spans else "",
        Column.OUT: lambda entry: _clock(edition, entry.spans[-1].end) if entry.spans else "",
        Column.MINUTES: lambda entry: _plain(entry.credit.minutes),
        Column.CREDIT: lambda entry: _plain(entry.credit.total),
        Column.SUB_FIELD: lambda entry: entry.credit.sub_field,
    }
    columns = columns_of(credit)
    return [[cells[column](entry) for column in columns] for entry in _entries(credit)]


def _entries(credit: SessionCredit) -> list[Entry]:
    session = credit.session
    source = source_of(session.edition, session.code)
    rows = Credit.objects.standing().filter(source=source, scheme=credit.scheme, holder__isnull=False)
    found = list(rows.select_related("holder"))
    users = [row.holder_id for row in found]
    numbers = Claim.objects.filter(scheme_code=credit.scheme.code, user__in=users)
    licences = {claim.user_id: claim.licence for claim in numbers}
    names: dict[int, str] = {}
    holder_of_place: dict[int, int] = {}
    for place in Registration.objects.filter(edition=session.edition, user__in=users).order_by("created_at", "pk"):
        names.setdefault(place.user_id or 0, place.name)
        holder_of_place[place.pk] = place.user_id or 0
    spans: dict[int, Spans] = defaultdict(tuple)
    found_at = presences(edition=session.edition, registrations=list(holder_of_place), sessions=[session.pk])
    for (place_pk, _session), presence in found_at.items():
        holder = holder_of_place[place_pk]
        spans[holder] = union((*spans[holder], *presence.spans))
    entries = [
        Entry(names.get(user) or str(row.holder), licences.get(user, ""), spans[user], row)
        for row in found
        if (user := row.holder_id)
    ]
    return sorted(entries, key=lambda entry: (entry.name.casefold(), entry.credit.pk))


def make_file(roster_id: int) -> bool:
    """Make a roster's PDF anew; return whether there is one now. Called by tasks only, in no transaction."""
    rows = Roster.objects.select_related("credit__session__edition", "credit__scheme", "file")
    roster = rows.filter(pk=roster_id).first()
    if roster is None:
        return False
    credit = roster.credit
    session, edition = credit.session, credit.session.edition
    context: dict[str, Any] = {
        "edition": edition, "scheme": credit.scheme, "credit": credit, "header": header_of(credit),
        "rows": table_of(credit), "title": credit.locked_title or session.public_title,
        "when": f"{date_format(edition.local(session.starts_at), 'j F Y H:i')}" if session.starts_at else "",
    }  # fmt: skip
    name = f"roster-{edition.year}-{session.code}-{credit.scheme.code}.pdf"
    file = store_private(render_pdf(TEMPLATE, context), name=name, content_type="application/pdf", purpose=PURPOSE)
    before, roster.file = roster.file, file
    roster.save(update_fields=["file"])
    if before:
        erase_private(before)
    return True


def _clock(edition: Edition, moment: datetime) -> str:
    return edition.local(moment).strftime("%H:%M")


def _plain(value: Any) -> str:
    return f"{value.normalize():f}"
