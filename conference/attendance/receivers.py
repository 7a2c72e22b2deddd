"""A place that goes to another person takes the badge of the one before with it."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver

from conference.attendance.models.badges import Badge
from conference.attendance.services.badges import revoke_badge
from conference.registration.changes.services.own_data import tell_desk
from conference.registration.changes.signals import shown_data_changed
from conference.registration.models import Registration

SUBSTITUTED = "substituted"


@receiver(shown_data_changed, dispatch_uid="conference.attendance.shown_data_changed")
def tell_desk_of_printed_badge(sender: Any, place: Registration, what: str, **kwargs: Any) -> None:
    """A badge that is printed shows what has changed since: a person at the desk exchanges it."""
    if Badge.objects.filter(registration=place, revoked_at=None, printed_at__isnull=False).exists():
        tell_desk(place=place, what=what)


@receiver(pre_save, sender=Registration, dispatch_uid="conference.attendance.substituted")
def kill_badge_of_the_substituted(
    sender: Any, instance: Registration, update_fields: Any = None, **kwargs: Any
) -> None:
    """Another work e-mail is another person: whoever came before them is let in no more."""
    if instance.pk is None or (update_fields is not None and "email" not in update_fields):
        return
    others = Badge.objects.filter(registration_id=instance.pk, revoked_at=None)
    for badge in others.exclude(registration__email__iexact=instance.email):
        revoke_badge(badge=badge, actor=None, reason=SUBSTITUTED)
