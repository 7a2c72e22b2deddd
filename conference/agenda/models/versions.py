"""The working agenda's counter, and its published versions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.agenda.models.sessions import Session, slug_of
from conference.edition.models import Edition, Room
from conference.speakers.models import Speaker


class AgendaVersion(models.Model):
    """What was published: numbered, with a note. Append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="agenda_versions")
    number = models.PositiveIntegerField(_("number"))
    note = models.TextField(_("note"), blank=True)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        verbose_name = _("published agenda")
        verbose_name_plural = _("published agendas")
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="conference_agenda_version_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition} v{self.number}"


class VersionEntry(models.Model):
    """Where and when a session stands in a version; its names and titles are looked up whenever it is shown.

    `title_digest` only tells that a title changed since. A session that was removed leaves its code, and who could
    know of it, so that calendars can say what is cancelled.
    """

    version = models.ForeignKey(AgendaVersion, on_delete=models.CASCADE, related_name="entries")
    session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="version_entries")
    code = models.CharField(max_length=40)
    room = models.ForeignKey(Room, null=True, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    all_day = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=Session.Status)
    title_digest = models.CharField(max_length=64)
    # How often the entry changed from version to version: calendars' SEQUENCE (RFC 5545).
    sequence = models.PositiveIntegerField(default=0)
    visibility = models.CharField(max_length=12, choices=Session.Visibility, default=Session.Visibility.REGISTERED)

    class Meta:
        ordering = ["starts_at", "code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="conference_version_entry_once_a_session"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="conference_entry_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def slug(self) -> str:
        """The session's slug, whether or not the session is still there."""
        return slug_of(self.code)

    @property
    def public_title(self) -> str:
        """The public title as it is today, whatever the version was published with; a removed session has none.

        Nor has one that the organizers work on in private: what they call it now was never public.
        """
        if self.session is None or self.session.is_private or self.session.status == Session.Status.DRAFT:
            return str(_("Session that was taken off"))
        return self.session.public_title


class VersionSpeaker(models.Model):
    """Who appears in a version's entry: a key, never a name."""

    entry = models.ForeignKey(VersionEntry, on_delete=models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="version_entries")
    role = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.speaker_id} ({self.role})"


class Agenda(models.Model):
    """An edition's working agenda: its counter of changes, whose row writers lock, and what is published of it."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="agenda")
    revision = models.PositiveIntegerField(default=0)
    published = models.OneToOneField(
        AgendaVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda"
    )

    def __str__(self) -> str:
        return f"{self.edition} r{self.revision}"
