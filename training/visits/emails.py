"""The mails about visits: to the coordinator who asked, with a neutral subject and no name of a visitor."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail.services import queue_mail
from training.visits.models import Visit


def send_decision(visit: Visit, name: str) -> None:
    """Tell that a visit is approved, refused or cancelled; never why."""
    _send(visit, name, _("Your request"))


def send_thanks(visit: Visit) -> None:
    """Thank for a visit and ask how it was."""
    _send(visit, "held", _("How was it?"))


def _send(visit: Visit, name: str, subject: str) -> None:
    queue_mail(
        kind=f"training.visit.{name}",
        to=visit.requested_by.email,
        subject=subject,
        template=f"training/visits/{name}",
        context={
            "visit": visit,
            "path": reverse("training:agency_visit", args=[visit.agency.public_id, visit.public_id]),
        },
        unique_key=f"visit-{visit.public_id}-{name}",
    )
