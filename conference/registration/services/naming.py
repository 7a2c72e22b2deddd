"""Name the person of a place that was bought for a name to come."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from conference.registration.applications import Person
from conference.registration.capacity import lock_sales
from conference.registration.places import Registration
from conference.registration.questions.services import require_options, write_answers
from conference.registration.services.locking import lock_place
from conference.registration.services.settling import settle_places
from conference.registration.states import State
from conference.registration.tasks import fulfil_order
from conference.registration.vetting.automatic import vet
from conference.registration.vetting.payment import let_pay
from conference.registration.vetting.safety.holding import keep_holds
from core.audit.services import record

if TYPE_CHECKING:
    from people.accounts.models import User


class AlreadyNamed(Exception):
    """The place has a person; exchanging them is a substitution."""


class PlaceClosed(Exception):
    """The place was cancelled, refused or has expired."""


@transaction.atomic
def name_person(*, place: Registration, person: Person, user: "User | None" = None) -> Registration:
    """Fill in who comes and vet them; raises AlreadyNamed, PlaceClosed, or SoldOut for an option that is full."""
    if person.answers:
        # Before the order's lock, in the same sequence as a sale.
        require_options(lock_sales(place.edition), [person])
    order, place = lock_place(place)
    if place.state != State.APPLIED:
        raise PlaceClosed
    if place.is_named:
        raise AlreadyNamed
    for field in ("name", "family_name", "badge_name", "email", "agency", "country", "address", "proof"):
        setattr(place, field, getattr(person, field))
    place.access_needs, place.dietary_needs = person.access_needs, person.dietary_needs
    place.proof_file, place.consented_at = person.proof_file, timezone.now()
    vet([place], user)
    settle_places(order, [place], save=False)
    place.save()
    keep_holds([place])
    let_pay(order)
    write_answers([place], [person])
    record(actor=user, action="registration.named", obj=place, changes={"state": place.state})
    fulfil_order.enqueue(order.pk)
    return place


@transaction.atomic
def vet_again(*, user: "User") -> list[Registration]:
    """Let the checks look once more at what waits only because an address was not verified; return what passed."""
    waiting = Registration.objects.of_user(user).filter(state=State.APPLIED, queue_reason="unverified")
    passed = []
    for waiting_place in waiting.select_related("order"):
        order, place = lock_place(waiting_place)
        if place.state == State.APPLIED and vet([place], user):
            settle_places(order, [place], save=False)
            record(actor=user, action="registration.approved", obj=place, changes={"state": place.state})
            fulfil_order.enqueue(order.pk)
            passed.append(place)
        place.save()
        keep_holds([place])
        let_pay(order)
    return passed
