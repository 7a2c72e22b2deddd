"""What a session's page tells a reader of its slides and handouts."""

from typing import Any

from django.urls import reverse

from conference.agenda.access import Viewer
from conference.agenda.projection import SessionView
from conference.edition.models import Edition
from conference.materials.models import Handout
from conference.materials.policy import Policy, is_marked, may_know, policy_of
from conference.materials.services import can_be_given


def shared_handouts(edition: Edition, viewer: Viewer, view: SessionView) -> list[dict[str, Any]]:
    """Return the handouts that a session's page names to a reader, in two queries, or one where there are none."""
    rows = Handout.objects.ready().filter(session__edition=edition, session__code=view.code)
    found = rows.select_related("session__audience").prefetch_related("versions__file")
    return [
        {
            "title": item.title,
            "kind": version.kind_label,
            "size": version.file.size if version.file else 0,
            "url": reverse("conference_pages:handout", args=[edition.year, item.public_id]),
            "is_marked": is_marked(item.session),
            "is_for_attended": policy_of(item.session) == Policy.ATTENDED,
        }
        for item in found
        if (version := item.current) and may_know(viewer, item.session) and can_be_given(item.session, version)
    ]
