"""Instructors sign off, and staff take a condition as met with a reason."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from training.courses.rules import Need
from training.enrollment.models import Enrollment
from training.enrollment.seats.ledger import hold_seat
from training.progress.models import Attestation
from training.progress.services import settle


class CannotAttest(Exception):
    """The condition cannot be attested; the message says why."""


@transaction.atomic
def attest(*, enrollment: Enrollment, need: str, actor: Any, reason: str = "") -> Attestation:
    """Take a condition of somebody's course as met and complete the course if its rule holds now.

    An instructor's sign-off needs no reason, anything else does. A second time changes nothing. Raises CannotAttest.
    """
    if need != Need.SIGNED_OFF and not reason.strip():
        raise CannotAttest(_("Say why the condition is taken as met."))
    hold_seat(enrollment)
    locked = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    if locked.withdrawn_at is not None:
        raise CannotAttest(_("This enrolment has ended."))
    found, made = Attestation.objects.get_or_create(
        enrollment=locked, need=need, defaults={"reason": reason.strip(), "by": actor}
    )
    if made:
        action = "enrollment.signed_off" if need == Need.SIGNED_OFF else "enrollment.overridden"
        record(actor=actor, action=action, obj=locked, reason=reason.strip(), changes={"condition": need})
        settle(enrollment=locked)
    return found
