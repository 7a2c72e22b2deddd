"""Keep the block list, and decide on quiet holds: always two different people, each act in the log without content."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from conference.registration.places import Registration
from conference.registration.services.deciding import refuse_place
from conference.registration.services.locking import lock_place
from conference.registration.services.settling import settle_places
from conference.registration.states import State
from conference.registration.tasks import fulfil_order
from conference.registration.vetting.automatic import vet
from conference.registration.vetting.payment import let_pay
from conference.registration.vetting.safety.holding import keep_holds
from conference.registration.vetting.safety.keys import email_digest, entry_digests
from conference.registration.vetting.safety.matching import mark_matches
from conference.registration.vetting.safety.models import BlockEntry, BlockKey, QuietHold
from conference.registration.vetting.safety.tasks import look_through
from core.audit.services import record

if TYPE_CHECKING:
    from people.accounts.models import User


class AlreadyDecided(Exception):
    """The hold is over, or its application is."""


class NotAsSeen(Exception):
    """Somebody proposed something else in the meantime; look once more."""


class SecondPersonNeeded(Exception):
    """Who proposed cannot confirm."""


@transaction.atomic
def add_entry(
    *, names: str, emails: str, phone: str, reason: str, expires_on: date | None, actor: "User"
) -> BlockEntry:
    """Put somebody on the block list; a task looks for applications that wait already. Texts hold one item a line."""
    entry = BlockEntry.objects.create(
        names=names, emails=emails, phone=phone, reason=reason, expires_on=expires_on, added_by=actor
    )
    BlockKey.objects.bulk_create(_keys_of(entry))
    record(actor=actor, action="safety.entry_added", obj=entry)
    look_through.enqueue()
    return entry


def _keys_of(entry: BlockEntry) -> list[BlockKey]:
    keys = {(BlockKey.Kind.EMAIL, email_digest(line)) for line in entry.emails.splitlines()}
    keys |= {(BlockKey.Kind.NAME, digest) for line in entry.names.splitlines() for digest in entry_digests(line)}
    return [BlockKey(entry=entry, kind=kind, digest=digest) for kind, digest in sorted(keys) if digest]


@transaction.atomic
def renew_keys() -> int:
    """Make all keys anew, under today's secret, from the encrypted texts; return of how many entries."""
    entries = list(BlockEntry.objects.select_for_update())
    BlockKey.objects.all().delete()
    BlockKey.objects.bulk_create([key for entry in entries for key in _keys_of(entry)], batch_size=500)
    for entry in entries:
        record(actor=None, action="safety.keys_renewed", obj=entry)
    look_through.enqueue()
    return len(entries)


@transaction.atomic
def end_entry(*, entry: BlockEntry, actor: "User") -> None:
    """End an entry now; holds that it opened stay until two people have decided. Twice changes nothing."""
    entry = BlockEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.ended_at:
        return
    entry.ended_at, entry.ended_by = timezone.now(), actor
    entry.save(update_fields=["ended_at", "ended_by"])
    record(actor=actor, action="safety.entry_ended", obj=entry)


def read_entry(*, entry: BlockEntry, actor: "User") -> BlockEntry:
    """Return an entry whose reader is in the log."""
    record(actor=actor, action="safety.entry_read", obj=entry)
    return entry


def hold_waiting(places: Sequence[Registration]) -> int:
    """Hold those of the waiting places that the list matches by now; return how many are held."""
    found = 0
    mark_matches(places)
    for waiting in places:
        if waiting.safety_matches:
            with transaction.atomic():
                _order, place = lock_place(waiting)
                if place.state == State.APPLIED and place.is_named:
                    mark_matches([place])
                    found += len(keep_holds([place]))
    return found


@transaction.atomic
def propose(*, hold: QuietHold, decision: str, reason: str, actor: "User") -> QuietHold:
    """Note what one of the team wants, in the place of an earlier proposal. Raises AlreadyDecided."""
    hold, _place = _lock(hold)
    hold.proposal, hold.proposed_reason = decision, reason
    hold.proposed_by, hold.proposed_at = actor, timezone.now()
    hold.save(update_fields=["proposal", "proposed_reason", "proposed_by", "proposed_at"])
    record(actor=actor, action="safety.proposed", obj=hold, changes={"decision": decision})
    return hold


@transaction.atomic
def confirm(*, hold: QuietHold, seen: datetime, actor: "User") -> QuietHold:
    """Do what another person proposed: release, so that vetting goes on as for anybody, or decline like any other.

    `seen` is when the proposal was made that the second person looked at. Raises AlreadyDecided, NotAsSeen,
    SecondPersonNeeded.
    """
    hold, place = _lock(hold)
    if not hold.proposal or hold.proposed_at != seen:
        raise NotAsSeen
    if hold.proposed_by_id == actor.pk:
        raise SecondPersonNeeded
    released = hold.proposal == QuietHold.Decision.RELEASE
    hold.state = QuietHold.State.RELEASED if released else QuietHold.State.DECLINED
    hold.decided_by, hold.decided_at = actor, timezone.now()
    hold.save(update_fields=["state", "decided_by", "decided_at"])
    record(actor=actor, action="safety.confirmed", obj=hold, changes={"decision": hold.proposal})
    if released:
        _go_on(place)
    else:
        refuse_place(place=place, actor=actor, reason="")
    return hold


def _lock(hold: QuietHold) -> tuple[QuietHold, Registration]:
    """Lock order, place and hold in this sequence, as every decision does; raises AlreadyDecided."""
    _order, place = lock_place(hold.registration)
    locked = QuietHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if locked.state != QuietHold.State.OPEN or place.state != State.APPLIED:
        raise AlreadyDecided
    return locked, place


def _go_on(place: Registration) -> None:
    """Vet a released place as if nothing had been: its checks approve it, or the ordinary queue has it."""
    order = place.order
    passed = vet([place], order.user)
    settle_places(order, passed, save=False)
    place.save()
    keep_holds([place])
    for approved in passed:
        record(actor=None, action="registration.approved", obj=approved, changes={"state": approved.state})
        let_pay(order)
        fulfil_order.enqueue(order.pk)
