"""The states of a place and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a registration stands: first vetting, then money."""

    APPLIED = "applied", _("being checked")
    APPROVED = "approved", _("approved")
    CONFIRMED_UNPAID = "confirmed_unpaid", _("confirmed, unpaid")
    PAID = "paid", _("paid")
    REFUSED = "refused", _("not accepted")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("not completed in time")


class QueueReason(models.TextChoices):
    """Why a person must decide; shown to staff only."""

    MANUAL = "manual", _("the ticket type is vetted by hand")
    UNNAMED = "unnamed", _("the person is not named yet")
    DUPLICATE = "duplicate", _("the address has another place at this edition")
    UNVERIFIED = "unverified", _("the address is not verified")
    NO_MEMBERSHIP = "no_membership", _("no membership on file for the address")
    NO_CLEARANCE = "no_clearance", _("no clearance on file for the address")
    NO_AGENCY = "no_agency", _("the address belongs to no verified agency")


# A late payment takes an expired place again; nothing else leaves the last three. A firm place is applied for anew
# when it goes to another person, or to a ticket that asks for another proof.
MOVES: dict[str, frozenset[str]] = {
    State.APPLIED: frozenset({State.APPROVED, State.REFUSED, State.CANCELLED, State.EXPIRED}),
    State.APPROVED: frozenset({State.APPLIED, State.CONFIRMED_UNPAID, State.PAID, State.CANCELLED, State.EXPIRED}),
    State.CONFIRMED_UNPAID: frozenset({State.APPLIED, State.PAID, State.CANCELLED}),
    State.PAID: frozenset({State.APPLIED, State.CANCELLED}),
    State.REFUSED: frozenset(),
    State.CANCELLED: frozenset(),
    State.EXPIRED: frozenset({State.APPLIED}),
}

# A place in one of these states is taken.
OCCUPYING = (State.APPLIED, State.APPROVED, State.CONFIRMED_UNPAID, State.PAID)


class IllegalMove(Exception):
    """The state table does not allow the move."""


def check_move(current: str, target: str) -> None:
    """Raise IllegalMove unless the table allows going from `current` to `target`."""
    if target not in MOVES[current]:
        raise IllegalMove(f"A registration cannot go from {current} to {target}.")
