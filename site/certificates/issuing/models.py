"""An issued certificate: a snapshot under a serial. What becomes of it is a state; what it says never changes."""

import hashlib
import json
from datetime import date
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from certificates import kinds
from certificates.designs.models import Design
from certificates.issuing.serial import grouped, new_serial
from certificates.schemes.models import CreditScheme
from core.codes import public_id, secret
from core.fields import EncryptedTextField
from core.files.models import PrivateFile


class Frozen(Exception):
    """A certificate was about to be changed or deleted; a correction is a new one that supersedes it."""


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Reads of certificates."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Frozen("Certificates change through their services alone.")

    def delete(self) -> NoReturn:
        raise Frozen("Certificates are never deleted.")

    def of(self, user: Any) -> "CertificateQuerySet":
        """Keep a person's own."""
        return self.filter(holder=user)

    def valid(self) -> "CertificateQuerySet":
        """Keep those that were neither superseded nor revoked."""
        return self.filter(state=Certificate.State.VALID)


class Certificate(models.Model):
    """The snapshot is encrypted as it names a person; its digest shows that it was never touched."""

    Kind = kinds.Kind

    class State(models.TextChoices):
        VALID = "valid", _("valid")
        SUPERSEDED = "superseded", _("superseded")
        REVOKED = "revoked", _("revoked")

    # What may change after a certificate was issued.
    LIVING: ClassVar[frozenset[str]] = frozenset(
        {"state", "ended_at", "reason", "file", "file_digest", "link", "link_revoked_at"}
    )

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    serial = models.CharField(_("serial"), max_length=18, unique=True, default=new_serial, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=kinds.Kind)
    occasion = models.CharField(_("occasion"), max_length=80, db_index=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="certificates",
        verbose_name=_("holder"),
    )  # fmt: skip
    holder_key = models.CharField(max_length=80, db_index=True)
    scheme = models.ForeignKey(
        CreditScheme, null=True, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("scheme")
    )
    scheme_code = models.CharField(max_length=40, blank=True)
    # The version of the template that it is printed with, once and for all.
    design = models.ForeignKey(
        Design, null=True, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("template")
    )
    snapshot = EncryptedTextField()
    snapshot_digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField(_("expires"), null=True, blank=True)
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="successor")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.VALID)
    ended_at = models.DateTimeField(_("ended"), null=True)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    file = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    file_digest = models.CharField(max_length=64, blank=True)
    # The holder's own link shows the name without asking for it, until they take it back.
    link = models.CharField(max_length=64, default=secret, editable=False)
    link_revoked_at = models.DateTimeField(null=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "kind", "scheme_code", "holder_key"],
                condition=Q(state="valid"),
                name="certificates_one_valid",
            ),
            models.CheckConstraint(
                condition=Q(state="valid", ended_at=None) | (~Q(state="valid") & Q(ended_at__isnull=False)),
                name="certificates_ended_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return grouped(self.serial)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it; raises Frozen where anything would change but what lives."""
        if not self._state.adding and not set(kwargs.get("update_fields") or ("everything",)) <= self.LIVING:
            raise Frozen("What a certificate says never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Frozen("Certificates are never deleted.")

    @cached_property
    def says(self) -> dict[str, Any]:
        """The snapshot as data."""
        found: dict[str, Any] = json.loads(self.snapshot)
        return found

    @property
    def status(self) -> str:
        """What a verifier is told: valid, expired, superseded or revoked."""
        expired = self.expires_on is not None and self.expires_on < _today()
        return "expired" if expired and self.state == self.State.VALID else str(self.state)

    @property
    def printed_serial(self) -> str:
        """The serial in groups."""
        return grouped(self.serial)


def _today() -> date:
    return timezone.localdate()


def digest_of(snapshot: str) -> str:
    """Return the SHA-256 of a snapshot's text, in hex."""
    return hashlib.sha256(snapshot.encode()).hexdigest()
