"""What a badge shows, read for many places at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Appearance
from conference.attendance.models import Badge
from conference.edition.models import Edition
from conference.registration.models import Registration
from core.qr import qr_image
from people.accounts.models import User
from people.clearance.models import Clearance

# 26 letters and digits at level M need the second version.
QR_VERSION = 2


class Ribbon(StrEnum):
    """Why somebody is here; the value is the class of the style sheet."""

    ATTENDEE = "attendee"
    SPEAKER = "speaker"
    STAFF = "staff"
    SPONSOR = "sponsor"


RIBBONS: dict[Ribbon, Promise] = {
    Ribbon.ATTENDEE: _("Attendee"),
    Ribbon.SPEAKER: _("Speaker"),
    Ribbon.STAFF: _("Staff"),
    Ribbon.SPONSOR: _("Sponsor"),
}
TICKET_RIBBONS = {"EXHB": Ribbon.SPONSOR, "SPON": Ribbon.SPONSOR, "VOL": Ribbon.STAFF}


class Access(StrEnum):
    """What opens on sight, by shape and colour; no word says what somebody is."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"


# Shape and colour of each, in a square of 20 by 20.
MARKS: dict[Access, tuple[str, str]] = {
    Access.CIRCLE: ("M10 1a9 9 0 1 0 .01 0z", "#ffd166"),
    Access.SQUARE: ("M2 2h16v16h-16z", "#6ec5ff"),
    Access.TRIANGLE: ("M10 1L19.5 18.5H.5z", "#9be37a"),
}
# What is read aloud of each: the shape, as it is seen.
MARK_LABELS: dict[Access, Promise] = {
    Access.CIRCLE: _("Access mark: circle"),
    Access.SQUARE: _("Access mark: square"),
    Access.TRIANGLE: _("Access mark: triangle"),
}
# The clearances of which the strongest decides; the doors themselves ask the scan, not the shape.
SHAPES = (("sworn", Access.TRIANGLE), ("government", Access.SQUARE))


@dataclass(frozen=True)
class Face:
    """One badge as it is printed."""

    name: str
    agency: str
    ribbon: Ribbon
    access: Access
    token: str
    qr: str

    @property
    def mark(self) -> tuple[str, str]:
        """The path and the colour of the access mark."""
        return MARKS[self.access]

    @property
    def mark_label(self) -> str:
        """The access mark in words, which say what is seen and not what it opens."""
        return str(MARK_LABELS[self.access])

    @property
    def ribbon_label(self) -> str:
        """The ribbon's word."""
        return str(RIBBONS[self.ribbon])


def faces(edition: Edition, badges: Iterable[Badge]) -> list[Face]:
    """Return the badges of an edition as they are printed; three queries for any number.

    Badges come with registration, ticket type and user. A speaker who is not named in public gets no speaker's ribbon:
    it would tell the room who they are.
    """
    rows = list(badges)
    places = [badge.registration for badge in rows]
    speakers, staff, kinds = _named_speakers(edition), _staff(), _clearances(places)
    return [_face(badge, speakers, staff, kinds) for badge in rows]


def _face(badge: Badge, speakers: set[str], staff: set[int], kinds: Mapping[str, set[str]]) -> Face:
    place = badge.registration
    return Face(
        name=" ".join(place.display_name.split()),
        agency=place.agency if place.agency_on_badge else "",
        ribbon=ribbon_of(place, speakers=speakers, staff=staff),
        access=access_of(kinds.get(place.email.lower(), set())),
        token=badge.token,
        qr=qr_image(badge.token, version=QR_VERSION),
    )


def ribbon_of(place: Registration, *, speakers: set[str], staff: set[int]) -> Ribbon:
    """Return a place's ribbon: staff before speaker before what the ticket says."""
    if place.user_id in staff:
        return Ribbon.STAFF
    if place.email.lower() in speakers:
        return Ribbon.SPEAKER
    return TICKET_RIBBONS.get(place.ticket_type.code, Ribbon.ATTENDEE)


def access_of(kinds: Iterable[str]) -> Access:
    """Return the shape for a person's clearances."""
    held = set(kinds)
    return next((shape for kind, shape in SHAPES if kind in held), Access.CIRCLE)


def _named_speakers(edition: Edition) -> set[str]:
    shown = Appearance.objects.standing().filter(
        session__edition=edition, speaker__publish_name=True, speaker__withheld=False, speaker__provisional=False
    )
    rows = shown.select_related("speaker__identity", "speaker__user").distinct()
    found = set()
    for appearance in rows:
        speaker = appearance.speaker
        found |= {speaker.identity.email.lower(), speaker.user.email.lower() if speaker.user else ""}
    return found - {""}


def _staff() -> set[int]:
    return set(User.objects.filter(groups__isnull=False).values_list("pk", flat=True))


def _clearances(places: Iterable[Registration]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    wanted = {place.email.lower() for place in places}
    for email, kind in Clearance.objects.valid().values_list("email", "kind"):
        if email in wanted:
            found.setdefault(email, set()).add(kind)
    return found
