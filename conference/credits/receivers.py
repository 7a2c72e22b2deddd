"""A body's decision changes what people were credited: at once, not at the next round."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from certificates.schemes.models import CreditScheme
from certificates.schemes.signals import scheme_revised
from conference.agenda.models import SessionCredit
from conference.credits.tasks import award_edition
from conference.edition.models import Edition


@receiver(post_save, sender=SessionCredit, dispatch_uid="conference.credits.follow_approval")
def follow_approval(sender: Any, instance: SessionCredit, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """An approval that came, went or was corrected: credit is awarded anew for the edition, once it has begun."""
    edition = instance.session.edition
    if not raw and not created and edition.state != Edition.State.DRAFT and edition.start_date <= edition.today():
        award_edition.enqueue(edition.pk)


@receiver(scheme_revised, sender=CreditScheme, dispatch_uid="conference.credits.follow_scheme")
def follow_scheme(sender: Any, before: CreditScheme, after: CreditScheme, **kwargs: Any) -> None:
    """Sessions that nobody has asked approval for move to the new version; what was submitted stays under the old."""
    SessionCredit.objects.filter(scheme=before, approval=SessionCredit.Approval.NONE).update(scheme=after)
