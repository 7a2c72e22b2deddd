"""The chain of an edition's scans: append a row, find what was altered, removed or put elsewhere."""

from collections.abc import Iterator

from django.db.models import F

from conference.attendance.models.scans import Scan
from conference.edition.models import Edition
from core.audit.models import GENESIS, AuditEntry, ChainHead
from core.audit.services import record

ANCHORED = "attendance.anchored"


def chain_name(edition: Edition) -> str:
    """Return the name of the edition's chain among all heads."""
    return f"attendance-{edition.year}"


def lock_chain(edition: Edition) -> None:
    """Count one more row: the head is locked from now on, so that rows of an edition come one by one."""
    heads = ChainHead.objects.filter(name=chain_name(edition))
    if not heads.update(length=F("length") + 1):
        ChainHead.objects.get_or_create(name=chain_name(edition))
        heads.update(length=F("length") + 1)


def last_of(edition: Edition) -> tuple[int, str]:
    """Return number and hash of the last row."""
    found = Scan.objects.of(edition).order_by("-sequence").values_list("sequence", "hash").first()
    return found or (0, GENESIS)


def append(scan: Scan, *, after: tuple[int, str] | None = None) -> Scan:
    """Number, chain and store a new row; the chain is locked. `after` is the last row where it was read already."""
    sequence, scan.previous_hash = after or last_of(scan.edition)
    scan.sequence = sequence + 1
    scan.hash = scan.digest()
    scan.save()
    return scan


def anchor(edition: Edition) -> AuditEntry | None:
    """Write where the chain stands into the audit's chain, unless that is there; return the entry."""
    sequence, digest = last_of(edition)
    noted = AuditEntry.objects.about(edition).filter(action=ANCHORED).first()
    if not sequence or (noted and noted.changes["length"] == sequence):
        return None
    return record(actor=None, action=ANCHORED, obj=edition, changes={"length": sequence, "hash": digest})


def find_breaks(edition: Edition) -> Iterator[str]:
    """Yield one sentence for each altered, missing or reordered scan, the last one included.

    Hashes are keyed, the number of rows stands in a table of its own, and where the chain stands is written into the
    audit's chain several times a day: who would hide a scan has to forge all three.
    """
    # Read first: scans that are taken meanwhile stand behind it and are no break.
    head = ChainHead.objects.filter(name=chain_name(edition)).first()
    written = head.length if head else 0
    previous, expected = GENESIS, 1
    hashes: dict[int, str] = {}
    for scan in Scan.objects.of(edition).order_by("sequence").iterator(chunk_size=2000):
        if scan.sequence != expected:
            yield f"{edition.year}: scan {expected} is missing"
            expected = scan.sequence
        if scan.previous_hash != previous:
            yield f"{edition.year}: scan {scan.sequence} does not follow the one before it"
        if scan.hash != scan.digest():
            yield f"{edition.year}: scan {scan.sequence} was altered"
        hashes[scan.sequence] = previous = scan.hash
        expected += 1
    if expected - 1 < written:
        yield f"{edition.year}: the scans end at {expected - 1}, but {written} were written"
    for noted in AuditEntry.objects.about(edition).filter(action=ANCHORED).order_by("sequence"):
        if hashes.get(noted.changes["length"]) != noted.changes["hash"]:
            yield f"{edition.year}: scan {noted.changes['length']} is not the one that the audit noted"
