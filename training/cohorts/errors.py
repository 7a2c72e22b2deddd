"""Why something cannot be done with a cohort; each has a sentence for the person who tried."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _


class CohortError(Exception):
    """What was asked cannot be done; `sentence` says why."""

    sentence: ClassVar[object] = _("This cannot be done with the cohort as it stands.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.sentence)


class NotOpen(CohortError):
    """The cohort takes nobody, or has begun."""

    sentence = _("This cohort takes nobody any more.")


class CohortFull(CohortError):
    """Every place is taken."""

    sentence = _("Every place is taken. Look for other dates.")


class NotForYou(CohortError):
    """The person may not take the course, or lacks something first; the message says what."""


class MovedOn(CohortError):
    """The cohort's state does not allow it, or not any more."""

    sentence = _("The cohort has changed in the meantime. Look at it once more.")


class OutsideMeetings(CohortError):
    """The time lies in no meeting of the cohort."""

    sentence = _("The time lies in no meeting. It ends after it begins, and overlaps the meeting.")
