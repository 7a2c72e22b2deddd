"""What the speakers' pages show."""

from typing import Any

from django.db.models import Q
from django.http import Http404

from conference.agenda.access import Viewer
from conference.agenda.placed import published
from conference.agenda.projection import project_all
from conference.edition.models import Edition
from conference.speakers.models import Speaker
from conference.speakers.projection import show


def speakers_context(edition: Edition) -> dict[str, Any]:
    """Return the speakers whose names are published, by name."""
    speakers = Speaker.objects.of(edition).named().select_related("photo")
    return {"speakers": sorted(map(show, speakers), key=lambda view: view.label.casefold())}


def speaker_context(edition: Edition, viewer: Viewer, slug: str) -> dict[str, Any]:
    """Return a speaker and the sessions in which the viewer may know of them; raises Http404 for a withheld one."""
    speaker = Speaker.objects.of(edition).named().select_related("photo").filter(slug=slug).first()
    if speaker is None:
        raise Http404
    sessions = published(edition, Q(speakers__speaker=speaker))
    return {
        "speaker": show(speaker),
        "sessions": [view for view in project_all(sessions, viewer, edition) if view.is_open],
    }
