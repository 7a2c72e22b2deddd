"""Sessions and speakers of the current edition, as anonymous visitors see them; nothing else is ever searched."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.agenda.access import ANONYMOUS
from conference.agenda.models import Session
from conference.agenda.placed import published
from conference.agenda.projection import project_all
from conference.speakers.models import Speaker
from conference.speakers.projection import SpeakerView, show
from home.finding.results import MAX_EACH, Result
from home.general.edition import current_edition


def find_sessions(query: str) -> list[Result]:
    """Find public sessions whose title or abstract holds every word."""
    current = current_edition()
    if current is None:
        return []
    edition, address = current
    wanted = Q(session__visibility=Session.Visibility.PUBLIC)
    for word in query.split():
        wanted &= Q(session__title__icontains=word) | Q(session__abstract__icontains=word)
    views = project_all(published(edition, wanted)[:MAX_EACH], ANONYMOUS, edition)
    return [
        Result(str(_("Session")), view.title, f"{address}sessions/{view.slug}/", view.abstract)
        for view in views
        if view.is_open
    ]


def find_speakers(query: str) -> list[Result]:
    """Find speakers by what is shown of them: the words are compared with the public view, never with the record."""
    current = current_edition()
    if current is None:
        return []
    edition, address = current
    words = query.casefold().split()
    views = [show(speaker) for speaker in Speaker.objects.of(edition).named().order_by("name")]
    found = [view for view in views if view.slug and all(word in _public_text(view) for word in words)]
    return [
        Result(str(_("Speaker")), view.name_with_credentials, f"{address}speakers/{view.slug}/", view.bio)
        for view in found[:MAX_EACH]
    ]


def _public_text(view: SpeakerView) -> str:
    return " ".join([view.label, view.credentials, view.title, view.organization, view.bio]).casefold()
