"""Conflicts in sentences for organizers; speakers appear by the label that may be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from conference.agenda.conflicts import Conflict, Kind
from conference.edition.models import Edition, Room
from conference.speakers.models import Speaker

OF_SPEAKERS = frozenset({Kind.SPEAKER_TWICE, Kind.SPEAKER_AWAY, Kind.SPEAKER_UNCONFIRMED})

PLAIN = {
    Kind.ROOM_TAKEN: gettext_noop("%(a)s and %(b)s are in %(room)s at the same time."),
    Kind.ROOM_CLOSED: gettext_noop("%(room)s is closed during %(a)s."),
    Kind.ROOM_OPEN: gettext_noop("%(a)s is restricted, but the door of %(room)s is not controlled; give a reason."),
    Kind.ROOM_OPEN_EXPLAINED: gettext_noop(
        "%(a)s is restricted and stands in %(room)s, whose door is open, for a reason."
    ),
    Kind.SPEAKER_TWICE: gettext_noop("%(speaker)s is in %(a)s and %(b)s at the same time."),
    Kind.SPEAKER_AWAY: gettext_noop("%(speaker)s is not available during %(a)s."),
    Kind.SPEAKER_UNCONFIRMED: gettext_noop("%(speaker)s has not confirmed %(a)s."),
    Kind.EXAM_AND_SESSION: gettext_noop("%(a)s and %(b)s are for the same people and overlap."),
    Kind.FEW_OBJECTIVES: gettext_noop("%(a)s gives credit and has %(n)d of three learning objectives."),
    Kind.CREDIT_IN_REVIEW: gettext_noop(
        "%(a)s was approved for credit and has changed since; its approval is in review."
    ),
}


@dataclass(frozen=True)
class Names:
    """What rooms and speakers are called, by key."""

    rooms: Mapping[int, str] = field(default_factory=dict)
    speakers: Mapping[int, str] = field(default_factory=dict)


def names_for(edition: Edition, conflicts: Iterable[Conflict]) -> Names:
    """Read the names that sentences about conflicts need, in at most two queries."""
    conflicts = list(conflicts)
    speakers = {item.subject for item in conflicts if item.kind in OF_SPEAKERS}
    rooms = {item.subject for item in conflicts if item.kind not in OF_SPEAKERS and item.subject}
    found = Speaker.objects.filter(pk__in=speakers) if speakers else ()
    return Names(
        rooms=dict(Room.objects.filter(edition=edition, pk__in=rooms).values_list("pk", "name")) if rooms else {},
        speakers={speaker.pk: speaker.label for speaker in found},
    )


def describe(conflict: Conflict, names: Names) -> str:
    """Return what is wrong, in one sentence."""
    first, second = conflict.sessions[0], conflict.sessions[-1]
    values = {
        "a": first,
        "b": second,
        "room": names.rooms.get(conflict.subject, ""),
        "speaker": names.speakers.get(conflict.subject, ""),
        "n": conflict.number,
    }
    return _sentence(conflict) % values


def _sentence(conflict: Conflict) -> str:
    if conflict.kind == Kind.ROOM_SMALL:
        return ngettext(
            "%(a)s has one person more than places.", "%(a)s has %(n)d people more than places.", conflict.number
        )
    if conflict.kind == Kind.SHORT_BREAK:
        return ngettext(
            "Only %(n)d minute between %(a)s and %(b)s.", "Only %(n)d minutes between %(a)s and %(b)s.", conflict.number
        )
    if conflict.kind == Kind.EXAM_AND_SESSION and conflict.number:
        return ngettext(
            "%(n)d candidate has both %(a)s and %(b)s, which overlap.",
            "%(n)d candidates have both %(a)s and %(b)s, which overlap.",
            conflict.number,
        )
    return _(PLAIN[conflict.kind])
