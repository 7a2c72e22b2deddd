"""Why something cannot be done with a visit; each has a sentence for the person who tried."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _


class VisitError(Exception):
    """What was asked cannot be done; `sentence` says why."""

    sentence: ClassVar[object] = _("This cannot be done with the visit as it stands.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.sentence)


class TooMany(VisitError):
    """More visitors than the unit receives."""

    sentence = _("The unit does not receive so many visitors on these days.")


class BadDay(VisitError):
    """The visit would begin too soon, or on a day off."""

    sentence = _("The visit cannot begin on this day.")


class NotOneOfYours(VisitError):
    """Nobody of the agency has the address."""

    sentence = _("Nobody of your agency has this address. Give the person a seat first: who takes it is one of yours.")


class AlreadyNamed(VisitError):
    """The person is named already."""

    sentence = _("This person is named already.")


class NotReady(VisitError):
    """What must be there before an approval is not; `open_points` says what."""

    def __init__(self, open_points: list[str]) -> None:
        super().__init__(" ".join(open_points))
        self.open_points = open_points


class MovedOn(VisitError):
    """The visit's state does not allow it, or not any more."""

    sentence = _("The visit has changed in the meantime. Look at it once more.")
