"""What a viewer sees of a session: every page, feed, search result and document takes it from here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from conference.agenda import words
from conference.agenda.access import Viewer, sees_details, sees_entry
from conference.agenda.announcing import CreditView, Standing, announce
from conference.agenda.models import Session
from conference.agenda.placed import Placed
from conference.edition.models import AccessLevel, Edition, Room, Track
from conference.speakers.projection import SpeakerView, show


@dataclass(frozen=True)
class AppearanceView:
    """A speaker in a session, as shown."""

    speaker: SpeakerView
    role: str


@dataclass(frozen=True)
class SessionView:
    """A session for one viewer. `starts` and `ends` are local to the edition. Closed: title and time only.

    `credits` are those that it may bring; `refused` those of which one has to say that it does not.
    """

    code: str
    slug: str
    title: str
    starts: datetime
    ends: datetime
    is_open: bool
    all_day: bool = False
    sequence: int = 0
    status: str = Session.Status.CONFIRMED
    type: str = ""
    room: Room | None = None
    track: Track | None = None
    level: str = ""
    audience: AccessLevel | None = None
    abstract: str = ""
    learning_objectives: tuple[str, ...] = ()
    content_warnings: tuple[str, ...] = ()
    appearances: tuple[AppearanceView, ...] = ()
    credits: tuple[CreditView, ...] = ()
    refused: tuple[CreditView, ...] = ()
    ce_minutes: int = 0
    capacity: int | None = None
    ticket_required: bool = False
    sign_up: bool = False
    price: Decimal = Decimal(0)
    recording_allowed: bool = False
    is_restricted: bool = False

    @property
    def starts_at(self) -> datetime:
        """When it begins, under the name that sessions have."""
        return self.starts

    @property
    def ends_at(self) -> datetime:
        """When it ends, under the name that sessions have."""
        return self.ends

    @property
    def day(self) -> date:
        """The calendar day at the venue on which it begins."""
        return self.starts.date()

    @property
    def minutes(self) -> int:
        """Its length."""
        return int((self.ends.timestamp() - self.starts.timestamp()) // 60)

    @property
    def type_label(self) -> str:
        """The type in words."""
        return words.word(words.TYPES, self.type) if self.type else ""

    @property
    def level_label(self) -> str:
        """The level in words; none where the session is for everybody."""
        return words.word(words.LEVELS, self.level) if self.level else ""

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.status == Session.Status.CANCELLED

    @property
    def is_tentative(self) -> bool:
        """Whether it is not certain yet."""
        return self.status == Session.Status.TENTATIVE


def project(placed: Placed, viewer: Viewer, edition: Edition) -> SessionView | None:
    """Return what the viewer sees of a session, or None where it does not exist for them."""
    session = placed.session
    if not sees_entry(viewer, session):
        return None
    starts, ends = edition.local(placed.starts_at), edition.local(placed.ends_at)
    if not sees_details(viewer, session):
        return SessionView(
            code=session.code,
            slug=session.slug,
            title=session.public_title,
            starts=starts,
            ends=ends,
            is_open=False,
            all_day=placed.all_day,
            sequence=placed.sequence,
            status=placed.status,
            is_restricted=True,
        )
    announced = [view for view in map(announce, session.credits.all()) if view]
    return SessionView(
        code=session.code,
        slug=session.slug,
        title=session.title,
        starts=starts,
        ends=ends,
        is_open=True,
        all_day=placed.all_day,
        sequence=placed.sequence,
        status=placed.status,
        type=session.type,
        room=placed.room,
        track=session.track,
        level=session.level,
        audience=session.audience,
        abstract=session.abstract,
        learning_objectives=tuple(session.learning_objectives),
        content_warnings=tuple(session.content_warnings),
        appearances=tuple(
            AppearanceView(show(item.speaker), words.word(words.ROLES, item.role)) for item in placed.presenters
        ),
        credits=tuple(item for item in announced if item.standing != Standing.DENIED),
        refused=tuple(item for item in announced if item.standing == Standing.DENIED),
        ce_minutes=session.ce_minutes,
        capacity=session.capacity,
        ticket_required=session.ticket_required,
        sign_up=session.sign_up,
        price=session.price,
        recording_allowed=session.recording_allowed,
        is_restricted=session.is_restricted,
    )


def project_all(sessions: Iterable[Placed], viewer: Viewer, edition: Edition) -> list[SessionView]:
    """Return what the viewer sees of sessions, in their order."""
    views = (project(session, viewer, edition) for session in sessions)
    return [view for view in views if view is not None]
