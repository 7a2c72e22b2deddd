"""What the cells of a table may refer to: everything of an edition by its code."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from certificates.schemes.models import CreditScheme
from conference.agenda import words
from conference.agenda.models import Appearance, Session, SessionCredit
from conference.edition.models import AccessLevel, Edition, Room, Track
from conference.planning.exchange.kinds import BadCell, read_cell
from conference.speakers.models import Speaker

REQUIRED = ("title", "type")


@dataclass(frozen=True)
class Known:
    """An edition's sessions with their relations, rooms, tracks, audiences, and the keys of speakers and schemes."""

    edition: Edition
    sessions: dict[str, Session]
    parts: dict[str, dict[str, Any]]
    speakers: dict[str, int]
    schemes: dict[str, int]

    @classmethod
    def of(cls, edition: Edition) -> "Known":
        """Read an edition, in eight queries."""
        return cls(
            edition=edition,
            sessions={item.code: item for item in sessions_of(edition)},
            parts={
                "room": {item.code: item for item in Room.objects.filter(edition=edition)},
                "track": {item.code: item for item in Track.objects.filter(edition=edition)},
                "audience": {item.code: item for item in AccessLevel.objects.filter(edition=edition)},
            },
            speakers=dict(Speaker.objects.of(edition).values_list("code", "pk")),
            # The newest version of each comes last and stays.
            schemes=dict(CreditScheme.objects.order_by("code", "version").values_list("code", "pk")),
        )

    def words(self, name: str) -> set[str]:
        """Return the types or levels that a session may have: those that have a name, and those in use."""
        named = words.TYPES if name == "type" else words.LEVELS
        return {*named, *(getattr(item, name) for item in self.sessions.values())} - {""}

    def new_session(self, code: str) -> Session:
        """Return an empty session, open to all who come."""
        session = Session(edition=self.edition, code=code)
        if "open" in self.parts["audience"]:
            session.audience = self.parts["audience"]["open"]
        return session

    def complete(self, session: Session, refuse: Callable[[str, str], None]) -> None:
        """Refuse a new session that lacks what each must have; give it a public title where its row has none."""
        try:
            read_cell("code", session.code, {})
        except BadCell as error:
            refuse("code", str(error))
        for name in REQUIRED:
            if not getattr(session, name):
                refuse(name, _("is empty; a new session needs it."))
        if session.audience_id is None:
            refuse("audience", _("is empty; a new session needs it."))
        if not session.public_title:
            is_public = session.visibility == Session.Visibility.PUBLIC
            session.public_title = session.title if is_public else _("Restricted session")


def sessions_of(edition: Edition) -> Any:
    """Return the working agenda with what its rows show, in three queries."""
    return (
        Session.objects.of(edition)
        .select_related("room", "track", "audience")
        .prefetch_related(
            Prefetch("appearances", Appearance.objects.select_related("speaker")),
            Prefetch("credits", SessionCredit.objects.select_related("scheme")),
        )
    )
