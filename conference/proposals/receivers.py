"""What happens when an account is deleted or closed: the session stays, and the organizers are told."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

from conference.proposals.answers.services import note_account_gone
from people.accounts.models import User


@receiver(pre_delete, sender=User, dispatch_uid="proposals.account_deleted")
def account_deleted(sender: Any, instance: User, **kwargs: Any) -> None:
    """Receive a deletion."""
    note_account_gone(user=instance)


@receiver(post_save, sender=User, dispatch_uid="proposals.account_closed")
def account_closed(sender: Any, instance: User, created: bool, **kwargs: Any) -> None:
    """Receive a closing: what the audit refers to is not deleted, only closed and emptied."""
    if not created and not instance.is_active:
        note_account_gone(user=instance)
