"""What search and sitemap may know of an edition: public fields of public records."""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q
from django.utils.translation import gettext as _

from conference.agenda.access import ANONYMOUS
from conference.agenda.models import Session
from conference.agenda.projection import project
from conference.edition.models import Edition
from conference.pages.models import ConferencePage
from conference.speakers.models import Speaker
from conference.speakers.projection import show

MAX_EACH = 50


@dataclass(frozen=True)
class Found:
    """A session or a speaker as everybody may see it."""

    kind: str
    title: str
    url: str
    text: str = ""


def _matching(query: str, columns: tuple[str, ...]) -> Q:
    """Return the condition that every word occurs in one of the columns."""
    words = [
        reduce(lambda found, name: found | Q(**{f"{name}__icontains": word}), columns, Q()) for word in query.split()
    ]
    return reduce(and_, words, Q())


def _pages() -> dict[int, ConferencePage]:
    pages = ConferencePage.objects.live().public().select_related("edition")
    return {page.edition_id: page for page in pages if page.edition.state != Edition.State.DRAFT}


def find_sessions(query: str) -> list[Found]:
    """Find public sessions by the words of their title and abstract; restricted ones are not searched at all."""
    pages = _pages()
    sessions = Session.objects.public().filter(_matching(query, ("title", "abstract", "code")), edition__in=list(pages))
    found = []
    for session in sessions.for_agenda().order_by("-edition__year", "starts_at")[:MAX_EACH]:
        page = pages[session.edition_id]
        view = project(session, ANONYMOUS, page.edition)
        if view:
            found.append(Found(_("Session"), view.title, f"{page.base_url}sessions/{view.slug}/", view.abstract))
    return found


def find_speakers(query: str) -> list[Found]:
    """Find speakers whose names are published, by name, post and organization."""
    pages = _pages()
    matching = Speaker.objects.named().filter(_matching(query, ("name", "title", "organization")))
    found = []
    for speaker in matching.filter(edition__in=list(pages)).order_by("-edition__year", "name")[:MAX_EACH]:
        view, page = show(speaker), pages[speaker.edition_id]
        text = ", ".join(filter(None, [view.title, view.organization]))
        found.append(Found(_("Speaker"), view.label, f"{page.base_url}speakers/{view.slug}/", text))
    return found
