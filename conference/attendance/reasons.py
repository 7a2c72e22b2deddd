"""Why a scan was taken or refused: a closed list, with what the desk says and how it looks."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reason(models.TextChoices):
    """The list. `OK` and `AGAIN` let in; every other refuses."""

    OK = "ok", _("in order")
    AGAIN = "again", _("scanned before")
    UNREADABLE = "unreadable", _("no badge's code")
    UNKNOWN = "unknown", _("unknown badge")
    DEAD = "dead", _("badge no longer valid")
    OTHER_EDITION = "other_edition", _("badge of another edition")
    NOT_FIRM = "not_firm", _("place not firm")
    NO_ACCESS = "no_access", _("not for this session")
    NO_TICKET = "no_ticket", _("no ticket for this session")
    FULL = "full", _("room is full")
    TOO_EARLY = "too_early", _("before the doors open")
    TOO_LATE = "too_late", _("after the doors have closed")
    CLOCK_AHEAD = "clock_ahead", _("the device's clock is ahead")


TAKEN = frozenset({Reason.OK, Reason.AGAIN})


@dataclass(frozen=True)
class Look:
    """How an answer looks and sounds; the shape tells it without colour, the words without either."""

    kind: str
    shape: str
    words: object


GO = Look("go", "circle", pgettext_lazy("desk", "Go"))
SEEN = Look("seen", "circle", pgettext_lazy("desk", "Go; scanned before"))
STOP = Look("stop", "octagon", pgettext_lazy("desk", "Stop"))
ASK = Look("ask", "triangle", pgettext_lazy("desk", "Ask the desk"))

LOOKS = {
    Reason.OK: GO,
    Reason.AGAIN: SEEN,
    Reason.UNREADABLE: ASK,
    Reason.CLOCK_AHEAD: ASK,
    Reason.TOO_EARLY: ASK,
    Reason.TOO_LATE: ASK,
    Reason.FULL: ASK,
}


def look_of(reason: str) -> Look:
    """Return how a reason looks; what is not named refuses."""
    return LOOKS.get(Reason(reason), STOP)
