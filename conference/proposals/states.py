"""The states of a proposal, of a decision and of a person's part, and the moves between them."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """What the proposer did with it."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Decision(models.TextChoices):
    """What the committee decided; silent until it is announced."""

    ACCEPTED = "accepted", _("accepted")
    OTHER_FORMAT = "other_format", _("accepted in another format")
    WAITLISTED = "waitlisted", _("on the waitlist")
    DECLINED = "declined", _("not accepted")


# What brings a proposal into the programme.
ACCEPTING = (Decision.ACCEPTED, Decision.OTHER_FORMAT)


class Part(models.TextChoices):
    """Whether a person takes part in a proposal."""

    INVITED = "invited", _("invited")
    ACCEPTED = "accepted", _("takes part")
    DECLINED = "declined", _("does not take part")
    REMOVED = "removed", _("removed")


# Nothing leaves withdrawn: whoever changes their mind submits anew.
MOVES: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}

# Before it is announced a decision may become any other, or none again.
SILENT_MOVES: dict[str, frozenset[str]] = {
    now: frozenset({"", *Decision.values}) - {now} for now in ("", *Decision.values)
}
# Once announced, only the waitlist can still bring good news or an end.
ANNOUNCED_MOVES: dict[str, frozenset[str]] = {
    Decision.ACCEPTED: frozenset(),
    Decision.OTHER_FORMAT: frozenset(),
    Decision.WAITLISTED: frozenset({Decision.ACCEPTED, Decision.OTHER_FORMAT, Decision.DECLINED}),
    Decision.DECLINED: frozenset(),
}

PART_MOVES: dict[str, frozenset[str]] = {
    Part.INVITED: frozenset({Part.ACCEPTED, Part.DECLINED, Part.REMOVED}),
    Part.ACCEPTED: frozenset({Part.DECLINED, Part.REMOVED}),
    Part.DECLINED: frozenset({Part.INVITED, Part.REMOVED}),
    Part.REMOVED: frozenset({Part.INVITED}),
}


class IllegalMove(Exception):
    """A state table does not allow the move."""


def check_move(moves: Mapping[str, frozenset[str]], current: str, target: str) -> None:
    """Raise IllegalMove unless the table allows going from `current` to `target`."""
    if target not in moves[current]:
        raise IllegalMove(f"{current or 'undecided'} cannot become {target or 'undecided'}.")
