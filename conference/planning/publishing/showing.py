"""A difference in words: names, titles and rooms are today's, whatever the versions say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conference.agenda.difference import Change, Kind, Snapshot
from conference.agenda.models import Session
from conference.edition.models import Edition, Room
from conference.planning.consequences import Affected, affected_by


@dataclass(frozen=True)
class ChangeLine:
    """One session's change as organizers read it."""

    code: str
    title: str
    kinds: list[str]
    before: str
    after: str
    affected: Affected


def kind_words() -> dict[Kind, str]:
    """Return what each kind of change is called."""
    return {
        Kind.NEW: _("new"),
        Kind.REMOVED: _("taken off"),
        Kind.CANCELLED: _("cancelled"),
        Kind.REINSTATED: _("takes place again"),
        Kind.MOVED: _("moved"),
        Kind.LENGTHENED: _("lengthened"),
        Kind.SHORTENED: _("shortened"),
        Kind.RETITLED: _("retitled"),
        Kind.SPEAKERS: _("speakers changed"),
    }


def lines(edition: Edition, changes: Iterable[Change]) -> list[ChangeLine]:
    """Return a difference in words, in six queries whatever its length."""
    changes = list(changes)
    sessions = {item.code: item for item in Session.objects.of(edition).filter(code__in=[c.code for c in changes])}
    rooms = dict(Room.objects.filter(edition=edition).values_list("pk", "name"))
    affected = affected_by(session.pk for session in sessions.values())
    called = kind_words()
    return [
        ChangeLine(
            code=change.code,
            title=sessions[change.code].title if change.code in sessions else _("(removed)"),
            kinds=[called[kind] for kind in change.kinds],
            before=place_in_words(edition, change.before, rooms),
            after=place_in_words(edition, change.after, rooms),
            affected=affected.get(sessions[change.code].pk, Affected()) if change.code in sessions else Affected(),
        )
        for change in changes
    ]


def place_in_words(edition: Edition, snapshot: Snapshot | None, rooms: dict[int, str]) -> str:
    """Return when and where a session stands, at the venue's time; nothing for None."""
    if snapshot is None:
        return ""
    start, end = edition.local(snapshot.starts_at), edition.local(snapshot.ends_at)
    times = f"{date_format(start, 'D j M')} {start:%H:%M}–{end:%H:%M}"
    return ", ".join(filter(None, [times, rooms.get(snapshot.room or 0, "")]))
