"""Ask an applicant, take the answer, remind; each once."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from conference.registration.places import Registration
from conference.registration.services.locking import lock_place
from conference.registration.states import IllegalMove, State
from conference.registration.vetting.asking.models import Enquiry
from conference.registration.vetting.asking.tasks import send_question
from conference.registration.vetting.rules import rules_of
from conference.registration.vetting.safety.holding import HeldForSafety, is_held
from core.audit.services import record
from core.files.models import PrivateFile

if TYPE_CHECKING:
    from people.accounts.models import User


class AlreadyAsked(Exception):
    """A question to this applicant waits for its answer."""


class NothingAsked(Exception):
    """No question waits: it was answered, or the application is decided."""


def answer_until(place: Registration) -> date:
    """Return the last day for an answer to a question that is asked today, at the venue, before the conference."""
    today: date = place.edition.today()
    return max(min(today + timedelta(days=rules_of(place).answer_days), place.edition.start_date), today)


@transaction.atomic
def ask_back(*, place: Registration, question: str, actor: "User") -> Enquiry:
    """Ask the buyer about an application; the question itself is told, unlike a reason to refuse.

    Raises IllegalMove once it is decided, AlreadyAsked, and HeldForSafety.
    """
    _order, place = lock_place(place)
    if place.state != State.APPLIED:
        raise IllegalMove(place.state)
    if is_held(place):
        raise HeldForSafety
    if Enquiry.objects.open().filter(registration=place).exists():
        raise AlreadyAsked
    enquiry = Enquiry.objects.create(registration=place, question=question, asked_by=actor, due_on=answer_until(place))
    record(actor=actor, action="registration.asked", obj=place)
    send_question.enqueue(enquiry.pk)
    return enquiry


def open_enquiry(place: Registration) -> Enquiry | None:
    """Return what the place's applicant is asked and has not answered."""
    return Enquiry.objects.open().filter(registration=place).first()


@transaction.atomic
def take_answer(*, place: Registration, answer: str, file: PrivateFile | None, user: "User | None") -> Enquiry:
    """Keep an answer; reviewers see it in the queue. An answer after the day counts too. Raises NothingAsked."""
    _order, place = lock_place(place)
    enquiry = Enquiry.objects.open().filter(registration=place).first()
    if enquiry is None:
        raise NothingAsked
    enquiry.answer, enquiry.answer_file, enquiry.answered_at = answer, file, timezone.now()
    enquiry.save(update_fields=["answer", "answer_file", "answered_at"])
    record(actor=user, action="registration.answered", obj=place)
    return enquiry


def close_questions(*, place: Registration) -> None:
    """End what a place's person was asked and has not answered: another person has the place now."""
    Enquiry.objects.filter(registration=place, answered_at=None).update(answered_at=timezone.now())
