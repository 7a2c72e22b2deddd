"""What happens when an account is deleted: the session stays, and the organizers are told."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from conference.proposals.answers.models import Notice
from conference.proposals.models import Presenter
from conference.proposals.states import ACCEPTING, Part, State
from people.accounts.models import User


@receiver(pre_delete, sender=User, dispatch_uid="proposals.note_account_gone")
def note_account_gone(sender: Any, instance: User, **kwargs: Any) -> None:
    """Leave a notice for each accepted proposal in which the person takes part; their part stays as it is."""
    parts = Presenter.objects.filter(
        user=instance, state=Part.ACCEPTED, proposal__state=State.SUBMITTED, proposal__decision__in=ACCEPTING
    )
    Notice.objects.bulk_create(
        [Notice(kind=Notice.Kind.ACCOUNT_GONE, proposal_id=part.proposal_id, presenter=part) for part in parts]
    )
