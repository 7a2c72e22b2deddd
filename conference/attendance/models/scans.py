"""The ledger of scans: append-only, chained by hashes; corrections are rows of their own."""

import json
from datetime import UTC, datetime
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Session
from conference.attendance.models.badges import Badge
from conference.attendance.pairing import Direction
from conference.attendance.reasons import TAKEN, Reason
from conference.edition.models import Edition
from conference.registration.places import Registration
from core.audit.models import AppendOnly
from core.codes import keyed_digest


class ScanQuerySet(models.QuerySet["Scan"]):
    """Reads of scans. Nothing is ever changed or deleted."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("Scans are never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("Scans are never deleted.")

    def of(self, edition: Edition) -> "ScanQuerySet":
        """Keep an edition's."""
        return self.filter(edition=edition)

    def counting(self) -> "ScanQuerySet":
        """Keep what proves presence: taken scans and corrections' additions, no rehearsal, nothing struck out."""
        proofs = self.filter(kind__in=[Scan.Kind.SCAN, Scan.Kind.ADDED], reason__in=TAKEN, rehearsal=False)
        return proofs.standing()

    def standing(self) -> "ScanQuerySet":
        """Keep those that nobody has struck out."""
        struck = Scan.objects.filter(kind=Scan.Kind.STRIKE, corrects=models.OuterRef("pk"))
        return self.exclude(models.Exists(struck))


class Scan(models.Model):
    """One act at a door, refused ones too, or a correction of one. `at` is the client's time, `received_at` ours.

    `session` is None for the arrival. `client` and `client_key` name the act where it was made: the same one sent
    twice is stored once.
    """

    class Kind(models.TextChoices):
        SCAN = "scan", _("scan")
        ADDED = "added", _("added by credit staff")
        STRIKE = "strike", _("struck out")

    class Source(models.TextChoices):
        DESK = "desk", _("scanned or typed")
        LIST = "list", _("ticked on the list")
        FILE = "file", _("from a file")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="scans")
    sequence = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.SCAN)
    source = models.CharField(_("how it came"), max_length=4, choices=Source, default=Source.DESK)
    badge = models.ForeignKey(Badge, null=True, blank=True, on_delete=models.PROTECT, related_name="scans")
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.PROTECT, related_name="scans", verbose_name=_("person")
    )
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="scans", verbose_name=_("session")
    )
    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    reason = models.CharField(_("answer"), max_length=16, choices=Reason)
    rehearsal = models.BooleanField(_("rehearsal"), default=False)
    at = models.DateTimeField(_("at"))
    received_at = models.DateTimeField(_("received"))
    client = models.CharField(_("device"), max_length=40, blank=True)
    client_key = models.CharField(max_length=64, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    note = models.CharField(_("why"), max_length=200, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = ScanQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "-sequence"]
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        indexes = [
            models.Index(fields=["registration", "session"], name="conference_scan_of_person"),
            models.Index(fields=["session", "direction"], name="conference_scan_of_session"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "sequence"], name="conference_scan_number_once"),
            models.UniqueConstraint(
                fields=["client", "client_key"], condition=~Q(client_key=""), name="conference_scan_sent_once"
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(kind="strike"), name="conference_scan_struck_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="scan") | (~Q(note="") & Q(registration__isnull=False)),
                name="conference_scan_correction_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind="strike", corrects__isnull=False) | (~Q(kind="strike") & Q(corrects=None)),
                name="conference_scan_strikes_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.sequence}"

    def digest(self) -> str:
        """Return the keyed digest of the row and the hash of the one before: without the key nobody can forge it."""
        content = [
            self.edition_id, self.sequence, self.kind, self.badge_id, self.registration_id, self.session_id,
            self.direction, self.reason, self.rehearsal, _in_utc(self.at), _in_utc(self.received_at),
            self.client, self.client_key, self.actor_id, self.corrects_id, self.note, self.previous_hash,
        ]  # fmt: skip
        if self.source != Scan.Source.DESK:
            # Rows that were chained before there were other sources keep their hash.
            content.append(self.source)
        return keyed_digest("attendance.scan", json.dumps(content, ensure_ascii=False, separators=(",", ":")))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row; raises AppendOnly for one that is stored already."""
        if self.pk is not None:
            raise AppendOnly("Scans are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("Scans are never deleted.")

    @property
    def is_taken(self) -> bool:
        """Whether it let somebody through."""
        return self.reason in TAKEN


def _in_utc(moment: datetime) -> str:
    """Return a moment as the database gives it back, whatever zone the device that sent it lives in."""
    return moment.astimezone(UTC).isoformat()
