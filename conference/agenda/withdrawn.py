"""What earlier versions of an agenda had and the published one has no more: calendars that took it must drop it."""

from django.db.models import Max, Prefetch, QuerySet

from conference.agenda import words
from conference.agenda.access import Viewer
from conference.agenda.models import Session, VersionEntry, VersionSpeaker
from conference.agenda.projection import AppearanceView, SessionView
from conference.edition.models import Edition
from conference.speakers.projection import show

# A calendar counts the withdrawal as one change.
WITHDRAWAL = 1


def withdrawn_entries(edition: Edition) -> "QuerySet[VersionEntry]":
    """Return the last entry of each session that an earlier version had and the published one has not.

    A session that was deleted meanwhile belongs to them at once.
    """
    of_edition = VersionEntry.objects.filter(version__edition=edition)
    shown = of_edition.filter(version__agenda__isnull=False, session__isnull=False)
    gone = of_edition.exclude(code__in=shown.values("code"))
    return of_edition.filter(pk__in=gone.order_by().values("code").annotate(last=Max("pk")).values("last"))


def withdrawn(edition: Edition, viewer: Viewer) -> list[SessionView]:
    """Return what is withdrawn as cancelled, by the public titles of today, in two queries.

    Nobody learns of a session that they could not have known of when it was published. Track and speakers are only
    known where they were shown, and still may be.
    """
    rows = (
        withdrawn_entries(edition)
        .select_related("session__track")
        .prefetch_related(Prefetch("speakers", VersionSpeaker.objects.select_related("speaker__photo")))
        .order_by("starts_at", "code")
    )
    return [_view(entry, viewer, edition) for entry in rows if viewer.registered or _was_listed(entry)]


def _was_listed(entry: VersionEntry) -> bool:
    return entry.visibility in {Session.Visibility.PUBLIC, Session.Visibility.CLEARED}


def _view(entry: VersionEntry, viewer: Viewer, edition: Edition) -> SessionView:
    session = entry.session
    details = _is_open(entry.visibility, viewer) and (session is None or _is_open(session.visibility, viewer))
    return SessionView(
        code=entry.code,
        slug=entry.slug,
        title=entry.public_title,
        starts=edition.local(entry.starts_at),
        ends=edition.local(entry.ends_at),
        is_open=details,
        all_day=entry.all_day,
        sequence=entry.sequence + WITHDRAWAL,
        status=Session.Status.CANCELLED,
        track=session.track if session and details else None,
        appearances=tuple(
            AppearanceView(show(item.speaker), words.word(words.ROLES, item.role)) for item in entry.speakers.all()
        )
        if details
        else (),
        is_restricted=not details,
    )


def _is_open(visibility: str, viewer: Viewer) -> bool:
    """Return whether a calendar may tell where a session belongs: whoever is cleared, their telephone is not."""
    if visibility == Session.Visibility.REGISTERED:
        return viewer.registered
    return visibility in {Session.Visibility.PUBLIC, Session.Visibility.PRIVATE}
