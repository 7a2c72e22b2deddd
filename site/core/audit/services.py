"""Write an audit entry; verify the chain."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from core.audit.models import GENESIS, AuditEntry, ChainHead
from core.logs import request_id

CHAIN = "audit"


@transaction.atomic(savepoint=False)
def record(
    *,
    actor: Any,
    action: str,
    obj: models.Model,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry inside the caller's transaction and return it.

    `actor` is the user who acted, or None for the system. `changes` holds only values that may be read by every
    member of staff with the audit role: codes, states, amounts; never names, addresses or free text of a person.
    A refused attempt is recorded by the caller outside the transaction that failed.
    """
    head = _locked_head()
    person = actor if actor is not None and getattr(actor, "is_authenticated", False) else None
    current = request_id.get()
    entry = AuditEntry(
        sequence=head.length + 1,
        at=timezone.now(),
        actor=person,
        action=action,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        reason=reason,
        changes={key: _plain(value) for key, value in (changes or {}).items()},
        request_id="" if current == "-" else current,
        previous_hash=head.last_hash,
    )
    entry.hash = entry.digest()
    entry.save()
    head.length, head.last_hash = entry.sequence, entry.hash
    head.save(update_fields=["length", "last_hash"])
    return entry


def _locked_head() -> ChainHead:
    """Return the chain's head under a row lock; the very first entry makes it."""
    heads = ChainHead.objects.select_for_update()
    head = heads.filter(name=CHAIN).first()
    if head is None:
        ChainHead.objects.get_or_create(name=CHAIN)
        head = heads.get(name=CHAIN)
    return head


def _plain(value: Any) -> Any:
    """Return a JSON value that reads back equal to what was hashed."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)


def find_breaks() -> Iterator[str]:
    """Yield one sentence for each altered, missing or reordered entry, the last one included.

    The head is read first: entries that are written meanwhile stand behind it and are no break.
    """
    head = ChainHead.objects.filter(name=CHAIN).first() or ChainHead(name=CHAIN)
    previous, expected, at_head = GENESIS, 1, GENESIS
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected:
            yield f"audit entry {expected} is missing"
            expected = entry.sequence
        if entry.previous_hash != previous:
            yield f"audit entry {entry.sequence} does not follow the entry before it"
        if entry.hash != entry.digest():
            yield f"audit entry {entry.sequence} was altered"
        if entry.sequence == head.length:
            at_head = entry.hash
        previous, expected = entry.hash, expected + 1
    if expected - 1 < head.length or at_head != head.last_hash:
        yield f"the audit chain ends at entry {expected - 1}, but {head.length} were written"
