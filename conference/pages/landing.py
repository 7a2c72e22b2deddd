"""What the landing page shows."""

from typing import Any

from conference.agenda.access import Viewer
from conference.agenda.projection import SessionView
from conference.edition.models import Edition
from conference.pages.agenda import visible_sessions
from conference.pages.fees import phases
from conference.speakers.models import Speaker
from conference.speakers.projection import show

# Types of session that are content, as opposed to breaks and desks.
CONTENT = frozenset({"plenary", "workshop", "breakout"})
FEATURED_SPEAKERS = 6


def landing_context(edition: Edition, viewer: Viewer) -> dict[str, Any]:
    """Return the edition in figures, its plenaries, tracks, kinds of credit, and some of its speakers."""
    views = visible_sessions(edition, viewer)
    content = [view for view in views if view.type in CONTENT or not view.is_open]
    plenaries = [view for view in views if view.type == "plenary"]
    leading = [item.speaker for view in plenaries for item in view.appearances if item.speaker.slug]
    named = Speaker.objects.of(edition).named()
    return {
        "plenaries": plenaries,
        "tracks": _named(view.track for view in content),
        "credit_types": _credits(views),
        "featured": list({item.code: item for item in leading}.values())[:FEATURED_SPEAKERS]
        or [show(item) for item in named.select_related("photo")[:FEATURED_SPEAKERS]],
        "session_count": len(content),
        "speaker_count": named.count(),
        "day_count": len(edition.days()),
        "phases": phases(edition),
        "current_phase": next((phase for phase in phases(edition) if phase.is_current), None),
    }


def _named(parts: Any) -> list[Any]:
    found = {part.code: part for part in parts if part}
    return sorted(found.values(), key=lambda part: (part.position, part.code))


def _credits(views: list[SessionView]) -> list[tuple[str, str]]:
    return sorted({(credit.code, credit.name) for view in views for credit in view.credits})
