"""Remind those who decide, once a day at most, without a name in the mail."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from conference.edition.models import Edition
from conference.registration.places import Registration
from conference.registration.vetting.proofs import erase_proofs
from conference.registration.vetting.queue.reading import queue_of, waiting
from conference.registration.vetting.safety.models import QuietHold
from core.clock.schedule import periodic
from core.mail.services import queue_mail
from people.accounts.models import User
from people.roles import Role

AT_ONCE = 500


@periodic(every=timedelta(hours=1))
def remind_reviewers() -> int:
    """Tell registration staff how many applications are late; return how many editions had some."""
    late = 0
    for edition in Edition.objects.published().filter(end_date__gte=timezone.localdate()):
        places = list(queue_of(edition).select_related("ticket_type").defer("address", "proof")[:AT_ONCE])
        number = sum(row.is_late and not row.held for row in waiting(edition, places))
        if number:
            _tell(_holders(Role.REGISTRATION), "reviewers", edition, number)
            late += 1
    return late


@periodic(every=timedelta(hours=1))
def remind_safety_team() -> int:
    """Tell the safety team that something waits for it, as vaguely as a locked screen allows; return how much."""
    number = QuietHold.objects.open().count()
    if number:
        edition = Registration.objects.filter(quiet_holds__in=QuietHold.objects.open()).latest("pk").edition
        _tell(_holders(Role.SECURITY), "safety", edition, number)
    return number


@periodic(every=timedelta(minutes=30))
def sweep_proofs() -> int:
    """Erase what no decision's task erased: proofs of places that were cancelled, expired, or approved at once."""
    return erase_proofs.call()


def _holders(role: str) -> QuerySet[User]:
    return User.objects.filter(groups__name=role, is_active=True)


def _tell(people: Iterable[User], kind: str, edition: Edition, number: int) -> None:
    """Write one mail a person and day."""
    day = timezone.localdate().isoformat()
    for person in people:
        with translation.override(settings.LANGUAGE_CODE):
            queue_mail(
                kind="registration.due",
                to=person.email,
                subject=_("Something waits for you"),
                template=f"conference/registration/{kind}_due",
                context={"edition": edition, "number": number, "person": person},
                unique_key=f"due-{kind}-{edition.pk}-{person.pk}-{day}",
            )
