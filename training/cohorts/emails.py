"""The mails about cohorts: one recipient each, neutral subjects, dates and place behind the sign-in."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail.services import queue_mail
from training.cohorts.models import Cohort, CohortPlace


def send_place(place: CohortPlace) -> None:
    """Say that the place is taken, and where dates and place are shown."""
    _send(place, "place")


def send_cancelled(place: CohortPlace) -> None:
    """Say that the cohort does not take place."""
    _send(place, "cancelled")


def send_changed(cohort: Cohort) -> None:
    """Tell everybody with a place that dates or place have changed."""
    for place in cohort.places.filter(state=CohortPlace.State.TAKEN).select_related("user"):
        _send(place, "changed")


def _send(place: CohortPlace, name: str) -> None:
    queue_mail(
        kind=f"training.cohort.{name}",
        to=place.user.email,
        subject=_("Your training"),
        template=f"training/cohorts/{name}",
        context={
            "course": place.cohort.course,
            "path": reverse("training:cohort", args=[place.cohort.public_id]),
        },
    )
