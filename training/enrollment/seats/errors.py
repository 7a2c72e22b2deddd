"""Why something cannot be done with seats; each has a sentence for the person who tried."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _


class SeatError(Exception):
    """What was asked cannot be done; `sentence` says why."""

    sentence: ClassVar[object] = _("This cannot be done with the seat.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.sentence)


class NoFreeSeat(SeatError):
    """Every seat of the course is given to somebody, waits for payment or is over."""

    sentence = _("No seat of this course is free. Take one back, or buy more.")


class AlreadySeated(SeatError):
    """The address has a seat of this course."""

    sentence = _("This address has a seat of this course already.")


class SeatInUse(SeatError):
    """A quiz was passed on the seat: it is used."""

    sentence = _("A quiz was passed on this seat; it is used and cannot be taken back.")


class SeatGone(SeatError):
    """The seat was taken back, used or is over."""

    sentence = _("This seat is not yours any more, or was answered before.")


class NotOnSale(SeatError):
    """The course cannot be bought so."""

    sentence = _("This course cannot be bought in this way.")
