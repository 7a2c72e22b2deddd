"""Issue and revoke badges; find the badge that a code names."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conference.attendance.models.badges import ADMITTED, Badge
from conference.attendance.tokens import read_token
from conference.registration.models import Registration
from core.audit.services import record

if TYPE_CHECKING:
    from people.accounts.models import User

REPRINTED = "reprinted"


class NotAdmitted(Exception):
    """The place is not firm, or nobody is named for it: it gets no badge."""


class AlreadyRevoked(Exception):
    """The badge is dead already."""


@transaction.atomic
def issue_badge(*, registration: Registration, actor: "User | None", reason: str = REPRINTED) -> Badge:
    """Return a new badge for a place; the one before it dies at once, for `reason`. Raises NotAdmitted."""
    place = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if place.state not in ADMITTED or not place.is_named:
        raise NotAdmitted
    badges = Badge.objects.filter(registration=place)
    for earlier in badges.filter(revoked_at=None):
        _revoke(earlier, actor=actor, reason=reason)
    last = badges.aggregate(last=Max("number"))["last"] or 0
    badge = Badge.objects.create(registration=place, number=last + 1)
    record(actor=actor, action="badge.issued", obj=badge, changes={"registration": place.pk, "number": badge.number})
    return badge


@transaction.atomic
def revoke_badge(*, badge: Badge, actor: "User | None", reason: str) -> Badge:
    """Kill a badge: every door refuses it from now on. Raises AlreadyRevoked."""
    Registration.objects.select_for_update(of=("self",)).get(pk=badge.registration_id)
    badge.refresh_from_db(fields=["revoked_at", "revoked_reason"])
    if badge.revoked_at:
        raise AlreadyRevoked
    _revoke(badge, actor=actor, reason=reason)
    return badge


def _revoke(badge: Badge, *, actor: "User | None", reason: str) -> None:
    badge.revoked_at, badge.revoked_reason = timezone.now(), reason[:200]
    badge.save(update_fields=["revoked_at", "revoked_reason"])
    record(actor=actor, action="badge.revoked", obj=badge, reason=reason, changes={"number": badge.number})


@transaction.atomic
def show_agency(*, registration: Registration, show: bool, actor: "User") -> None:
    """Let a person's next badge show their agency or not; theirs alone to decide."""
    place = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    place.agency_on_badge = show
    place.save(update_fields=["agency_on_badge", "changed_at"])
    record(actor=actor, action="badge.agency_chosen", obj=place, changes={"shown": show})


def badge_of(code: str) -> Badge | None:
    """Return the badge that a typed or scanned code names, dead ones too (`is_live` tells), or None; one query.

    The badge comes with its registration, the ticket type and the edition.
    """
    token = read_token(code)
    if token is None:
        return None
    found = Badge.objects.select_related("registration__ticket_type", "registration__edition")
    return found.filter(token=token).first()
