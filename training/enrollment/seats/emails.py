"""The mails about seats: one recipient each, neutral subjects, the course named inside only."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail.services import queue_mail
from training.enrollment.seats.models import SeatAssignment


def send_invitation(assignment: SeatAssignment, token: str) -> None:
    """Mail the link that opens a seat; it works once."""
    _send(assignment, "invitation", path=reverse("training:seat", args=[token]), sensitive=True)


def send_taken_back(assignment: SeatAssignment) -> None:
    """Tell a learner that the agency took the seat back; what they did stays on their own page."""
    _send(assignment, "taken_back", path=reverse("training:courses"))


def send_reminder(assignment: SeatAssignment, *, key: str) -> None:
    """Remind a learner of the due day."""
    _send(assignment, "reminder", path=reverse("training:courses"), unique_key=key)


def _send(assignment: SeatAssignment, name: str, *, path: str, sensitive: bool = False, unique_key: str = "") -> None:
    queue_mail(
        kind=f"training.seat.{name}",
        to=assignment.user.email if assignment.user else assignment.email,
        subject=_("Your training"),
        template=f"training/seats/{name}",
        context={
            "assignment": assignment,
            "course": assignment.lot.course,
            "agency": assignment.lot.agency,
            "path": path,
        },
        sensitive=sensitive,
        unique_key=unique_key,
    )
