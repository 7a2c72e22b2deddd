"""Set up the call: what it asks for, its late code, its reviewers; open it to people without an account."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.edition.models import Track
from conference.proposals.emails import send_access_link
from conference.proposals.models import AccessLink, Call, Reviewer
from core import page_cache
from core.audit.services import record
from core.codes import human_code, keyed_digest, same, secret
from people.accounts.models import User

LATE = "late-code"
LINK = "proposal-link"
LINK_LIVES = timedelta(hours=24)


def _code_digest(code: str) -> str:
    return keyed_digest(LATE, "".join(code.split()).upper())


@transaction.atomic
def save_call(*, call: Call, rules: Mapping[str, Any] | None = None, actor: Any) -> Call:
    """Store a new or changed call, with its field rules if they are given."""
    added = call.pk is None
    if rules is not None:
        call.field_rules = dict(rules)
    # The late code has its own way: a form that was open meanwhile must not bring the old one back.
    fields = [item.attname for item in Call._meta.concrete_fields if item.attname not in {"id", "late_code_digest"}]
    call.save(update_fields=None if added else fields)
    record(actor=actor, action="call.added" if added else "call.changed", obj=call)
    page_cache.bump()
    return call


@transaction.atomic
def make_late_code(*, call: Call, actor: Any) -> str:
    """Return a new code for late submissions, shown this once; the old one is dead."""
    code = human_code()
    call.late_code_digest = _code_digest(code)
    call.save(update_fields=["late_code_digest"])
    record(actor=actor, action="call.late_code_made", obj=call)
    return code


def is_late_code(call: Call, code: str) -> bool:
    """Return whether a typed code is the call's, and still lets somebody in."""
    return call.takes_late(timezone.now()) and same(call.late_code_digest, _code_digest(code))


@transaction.atomic
def set_reviewer(*, call: Call, user: User, tracks: list[Track], actor: Any) -> Reviewer:
    """Let somebody review for the call: the tracks given, or all."""
    reviewer, _made = Reviewer.objects.update_or_create(call=call, user=user, defaults={"ended_at": None})
    reviewer.tracks.set(tracks)
    record(actor=actor, action="reviewer.set", obj=reviewer, changes={"tracks": sorted(track.code for track in tracks)})
    return reviewer


@transaction.atomic
def end_reviewer(*, reviewer: Reviewer, actor: Any) -> None:
    """Let somebody review no more; what they wrote stays."""
    reviewer.ended_at = timezone.now()
    reviewer.save(update_fields=["ended_at"])
    record(actor=actor, action="reviewer.ended", obj=reviewer)


@transaction.atomic
def mail_link(*, call: Call, email: str) -> AccessLink:
    """Send a link that opens the address's proposals, whether it has any or not: nothing is asked of the database."""
    token = secret()
    link = AccessLink.objects.create(
        call=call, email=email, token_digest=keyed_digest(LINK, token), expires_at=timezone.now() + LINK_LIVES
    )
    send_access_link(call=call, email=email, token=token)
    return link


def address_of_link(call: Call, token: str) -> str | None:
    """Return the address that a mailed link proves, or None for one that opens nothing."""
    link = AccessLink.objects.usable().filter(call=call, token_digest=keyed_digest(LINK, token)).first()
    return link.email if link else None


def forget_links() -> int:
    """Delete the links that open nothing any more; return how many."""
    return AccessLink.objects.expired().delete()[0]
