"""What the programme shows: what everybody may see, in plain words, so that its fingerprint knows all of it."""

from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conference.agenda.access import ANONYMOUS
from conference.agenda.announcing import CreditView
from conference.agenda.models import AgendaVersion
from conference.agenda.placed import published
from conference.agenda.projection import SessionView, project_all
from conference.edition.models import Edition

Content = dict[str, Any]


def programme_content(edition: Edition) -> Content:
    """Return everything that an edition's programme says, as strings in the language that is active."""
    views = project_all(published(edition), ANONYMOUS, edition)
    days = groupby(views, key=lambda view: view.day)
    return {
        "name": edition.name,
        "dates": _span(edition),
        "place": ", ".join(filter(None, [edition.venue_name, edition.city, edition.region])),
        "hosts": list(edition.hosts),
        "notice": edition.notice,
        "zone": edition.timezone,
        "version": _version(edition),
        "days": [
            {"name": date_format(day, "l, j F Y"), "sessions": [_session(view) for view in sessions]}
            for day, sessions in days
        ],
        "speakers": _speakers(views),
    }


def clock(view: SessionView) -> str:
    """Return when a session takes place on its day."""
    return _("All day") if view.all_day else f"{view.starts:%H:%M}–{view.ends:%H:%M}"


def _span(edition: Edition) -> str:
    first, last = date_format(edition.start_date, "j F Y"), date_format(edition.end_date, "j F Y")
    return first if first == last else f"{first} – {last}"


def _version(edition: Edition) -> str:
    version = AgendaVersion.objects.filter(agenda__edition=edition).first()
    if version is None:
        return ""
    day = date_format(edition.local(version.published_at), "j F Y")
    return _("Version %(number)d of %(day)s") % {"number": version.number, "day": day}


def _session(view: SessionView) -> Content:
    return {
        "time": clock(view),
        "title": view.title,
        "state": _("cancelled") if view.is_cancelled else _("to be confirmed") if view.is_tentative else "",
        "where": view.room.name if view.room else "",
        "facts": " · ".join(filter(None, [view.track.name if view.track else "", view.level_label])),
        "audience": view.audience.label if view.audience else "",
        "restricted": view.is_restricted,
        "ticket": view.ticket_required,
        "speakers": [f"{item.speaker.name_with_credentials} ({item.role})" for item in view.appearances],
        "warnings": list(view.content_warnings),
        "credits": [_credit(credit) for credit in (*view.credits, *view.refused)],
    }


def _credit(credit: CreditView) -> Content:
    return {
        "name": f"{credit.code}: {credit.label}",
        "words": list(filter(None, [credit.statement, credit.title, credit.number])),
    }


def _speakers(views: list[SessionView]) -> list[Content]:
    """Return the named speakers with their sessions; a withheld one stands in no list of people."""
    found: dict[str, Content] = {}
    for view in views:
        for item in view.appearances:
            if not item.speaker.slug:
                continue
            entry = found.setdefault(
                item.speaker.code,
                {
                    "name": item.speaker.name_with_credentials,
                    "post": ", ".join(filter(None, [item.speaker.title, item.speaker.organization])),
                    "sessions": [],
                },
            )
            entry["sessions"].append(f"{date_format(view.starts, 'D')} {clock(view)}, {view.title}")
    return sorted(found.values(), key=lambda entry: entry["name"].casefold())
