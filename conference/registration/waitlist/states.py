"""The states of a wish on the waitlist and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WaitState(models.TextChoices):
    """Where a wish stands."""

    ASKED = "asked", _("not confirmed")
    WAITING = "waiting", _("waiting")
    OFFERED = "offered", _("offered")
    TAKEN = "taken", _("taken")
    LAPSED = "lapsed", _("offer not taken")
    LEFT = "left", _("given up")
    CLOSED = "closed", _("closed at the start")


# Nothing leaves the last four: whoever wants to wait again asks again, and stands at the end.
WAIT_MOVES: dict[str, frozenset[str]] = {
    WaitState.ASKED: frozenset({WaitState.WAITING, WaitState.LEFT, WaitState.CLOSED}),
    WaitState.WAITING: frozenset({WaitState.OFFERED, WaitState.LEFT, WaitState.CLOSED}),
    WaitState.OFFERED: frozenset({WaitState.TAKEN, WaitState.LAPSED, WaitState.LEFT, WaitState.CLOSED}),
    WaitState.TAKEN: frozenset(),
    WaitState.LAPSED: frozenset(),
    WaitState.LEFT: frozenset(),
    WaitState.CLOSED: frozenset(),
}
# A wish in one of these keeps places from whoever comes later.
CLAIMING = (WaitState.WAITING, WaitState.OFFERED)
OPEN = (WaitState.ASKED, *CLAIMING)


class WrongTurn(Exception):
    """The state table does not allow the move."""
