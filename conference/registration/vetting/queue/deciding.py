"""One decision over many applications: each in a transaction of its own, as it was seen, once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.errors import BillingError
from conference.registration.places import Registration
from conference.registration.services.deciding import approve_place, refuse_place
from conference.registration.services.locking import lock_place
from conference.registration.states import IllegalMove, State
from conference.registration.vetting.asking.services import AlreadyAsked, ask_back
from conference.registration.vetting.queue.reading import seen_as
from conference.registration.vetting.safety.holding import HeldForSafety

if TYPE_CHECKING:
    from people.accounts.models import User


class Act(TextChoices):
    """What can be done with many."""

    APPROVE = "approve", gettext_lazy("Approve")
    REFUSE = "refuse", gettext_lazy("Decline")
    ASK = "ask", gettext_lazy("Ask back")


DONE = {
    Act.APPROVE: gettext_lazy("approved"),
    Act.REFUSE: gettext_lazy("declined"),
    Act.ASK: gettext_lazy("asked"),
}


@dataclass(frozen=True)
class RowOutcome:
    """What came of one row."""

    place: Registration
    done: bool
    sentence: str


class _NotDone(Exception):
    """Why a row was left as it is."""


def decide_many(*, act: str, rows: Sequence[tuple[int, str]], words: str, actor: "User") -> list[RowOutcome]:
    """Do one act with each row, a key and how it was seen; return what came of each, in their order.

    What was decided before, changed since it was seen, or is held for the safety team is left as it is and says so, so
    the same form sent twice decides once.
    """
    found = Registration.objects.select_related("order", "edition", "ticket_type").in_bulk([key for key, _seen in rows])
    outcomes = []
    for key, seen in rows:
        if key not in found:
            continue
        try:
            _decide(Act(act), found[key], seen, words, actor)
        except _NotDone as error:
            outcomes.append(RowOutcome(found[key], False, str(error)))
        else:
            outcomes.append(RowOutcome(found[key], True, str(DONE[Act(act)])))
    return outcomes


def _decide(act: Act, place: Registration, seen: str, words: str, actor: "User") -> None:
    """Do the act if the place is as it was seen; the lock is held from the comparison to the end."""
    try:
        with transaction.atomic():
            order, locked = lock_place(place)
            if locked.state != State.APPLIED or order.is_in_checkout:
                raise _NotDone(_("not decided again: %(state)s") % {"state": locked.get_state_display()})
            if seen_as(locked) != seen:
                raise _NotDone(_("changed since you looked; look once more"))
            if act == Act.APPROVE and not locked.is_named:
                raise _NotDone(_("the person is not named yet"))
            held = _did(act, locked, words, actor)
    except (IllegalMove, BillingError) as error:
        raise _NotDone(_("could not be decided; open it alone")) from error
    except AlreadyAsked as error:
        raise _NotDone(_("a question waits for its answer already")) from error
    if held:
        raise _NotDone(_("held for the safety team"))


def _did(act: Act, place: Registration, words: str, actor: "User") -> bool:
    """Do it; return whether the place is held instead. A hold that was found out now is kept, so nothing is raised."""
    try:
        if act == Act.APPROVE:
            approve_place(place=place, actor=actor)
        elif act == Act.REFUSE:
            refuse_place(place=place, actor=actor, reason=words[:300])
        else:
            ask_back(place=place, question=words, actor=actor)
    except HeldForSafety:
        return True
    return False


def places_of(rows: Iterable[tuple[int, str]]) -> list[Registration]:
    """Return the rows' places in their order, without what a list does not show."""
    keys = [key for key, _seen in rows]
    found = Registration.objects.select_related("order", "ticket_type").in_bulk(keys)
    return [found[key] for key in keys if key in found]
