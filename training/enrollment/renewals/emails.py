"""The mail about a certificate that expires: to its holder alone, with a neutral subject."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail.services import queue_mail
from training.enrollment.models import Enrollment


def send_due(enrollment: Enrollment, *, key: str) -> None:
    """Tell the holder until when the certificate is valid and how to renew it."""
    queue_mail(
        kind="training.renewal.due",
        to=enrollment.user.email,
        subject=_("Your training"),
        template="training/renewals/due",
        context={"enrollment": enrollment, "path": reverse("training:courses")},
        unique_key=key,
    )
