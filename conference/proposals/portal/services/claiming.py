"""Take the pages of whom organizers entered, by the same verified address; give a wrong account's up again."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.proposals.authors import verified_addresses
from conference.proposals.portal.models import SpeakerClaim
from conference.proposals.recognition import normal_address
from conference.speakers.models import Speaker, SpeakerIdentity
from core.audit.services import record
from people.accounts.models import User


class NoAccount(Exception):
    """No account stands with the speaker."""


def claim_speakers(*, user: User) -> int:
    """Give an account the speakers that were entered under one of its verified addresses; return how many are new.

    A speaker belongs to one account: whoever claims first has them, and nobody whose claim staff ended claims again.
    """
    return sum(claim_speaker(speaker=found, user=user) for found in _entered_for(user))


@transaction.atomic
def claim_speaker(*, speaker: int, user: User) -> bool:
    """Give an account a speaker, by key, whose address it has verified; return whether they were still free."""
    locked = lock_free(speaker)
    if locked is None:
        return False
    locked.user = user
    locked.save(update_fields=["user"])
    claim = SpeakerClaim.objects.create(speaker=locked, user=user)
    record(actor=user, action="speaker.claimed", obj=locked, changes={"claim": claim.pk, "code": locked.code})
    return True


def lock_free(speaker: int) -> Speaker | None:
    """Return a speaker without an account under a row lock; None if somebody was faster."""
    rows = Speaker.objects.select_for_update(of=("self",))
    return rows.filter(pk=speaker, user=None, provisional=False).first()


@transaction.atomic
def take_account_off(*, speaker: Speaker, actor: Any, reason: str) -> None:
    """Take a wrong account off a speaker: it does not see their pages any more and cannot claim them again.

    Raises NoAccount.
    """
    locked = Speaker.objects.select_for_update(of=("self",)).get(pk=speaker.pk)
    if locked.user_id is None:
        raise NoAccount
    account = locked.user_id
    now = timezone.now()
    if not SpeakerClaim.objects.filter(speaker=locked, ended_at=None).update(ended_at=now):
        SpeakerClaim.objects.create(speaker=locked, user_id=account, ended_at=now)
    locked.user = None
    locked.save(update_fields=["user"])
    record(
        actor=actor,
        action="speaker.account_taken_off",
        obj=locked,
        reason=reason,
        changes={"code": locked.code, "account": account},
    )


def _entered_for(user: User) -> list[int]:
    """Return the keys of free speakers whose address is one that the account has verified.

    Addresses are encrypted, so all of those that nobody has claimed are looked at.
    """
    addresses = set(verified_addresses(user))
    if not addresses:
        return []
    free = SpeakerIdentity.objects.filter(speaker__user=None, speaker__provisional=False)
    refused = SpeakerClaim.objects.filter(user=user, ended_at__isnull=False)
    rows = free.exclude(speaker__in=refused.values("speaker")).values_list("speaker_id", "email")
    return [speaker for speaker, email in rows if email and normal_address(email) in addresses]
