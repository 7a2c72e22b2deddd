"""The entries of the working agenda."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from conference.edition.models import AccessLevel, Edition, Room, Track
from conference.speakers.models import Speaker

if TYPE_CHECKING:
    from conference.agenda.models.versions import VersionEntry


class SessionQuerySet(models.QuerySet["Session"]):
    """Reads of sessions."""

    def of(self, edition: Edition) -> "SessionQuerySet":
        """Keep an edition's sessions."""
        return self.filter(edition=edition)

    def listed(self) -> "SessionQuerySet":
        """Keep what stands in the agenda: all but drafts; cancelled sessions stay, marked."""
        return self.exclude(status=Session.Status.DRAFT)

    def public(self) -> "SessionQuerySet":
        """Keep the listed sessions whose details everybody may see."""
        return self.listed().filter(visibility=Session.Visibility.PUBLIC)

    def on(self, day: date, edition: Edition) -> "SessionQuerySet":
        """Keep those that begin on a calendar day at the venue."""
        begin = datetime.combine(day, time.min, edition.zone)
        end = datetime.combine(day + timedelta(days=1), time.min, edition.zone)
        return self.filter(edition=edition, starts_at__gte=begin, starts_at__lt=end)

    def in_room(self, room: Room) -> "SessionQuerySet":
        """Keep those in a room."""
        return self.filter(room=room)

    def overlapping(self, start: datetime, end: datetime) -> "SessionQuerySet":
        """Keep those that share a moment with the span; touching ends do not count."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def ticketed(self) -> "SessionQuerySet":
        """Keep those that need a ticket of their own."""
        return self.filter(ticket_required=True)

    def scheduled(self) -> "SessionQuerySet":
        """Keep those that have a time; the others wait in the tray."""
        return self.filter(starts_at__isnull=False)

    def unscheduled(self) -> "SessionQuerySet":
        """Keep those that wait in the tray."""
        return self.filter(starts_at=None)

    def to_publish(self) -> "SessionQuerySet":
        """Keep what a version takes up: everything scheduled but drafts and the organizers' private blockers."""
        return self.scheduled().listed().exclude(visibility=Session.Visibility.PRIVATE)


def slug_of(code: str) -> str:
    """Return a session's slug: its code in lower case, with `s-` in front unless it begins with a letter."""
    slug = code.lower()
    return slug if slug[:1].isalpha() else f"s-{slug}"


class Session(models.Model):
    """One entry of the working agenda. `public_title` is what those see who may not see the title.

    Without a time it waits in the tray, `planned_minutes` long. What stands in public, and when, the published version
    says. `revision` is the agenda's revision at which the session last changed: the optimistic lock of its editors.
    """

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        REGISTERED = "registered", _("registered attendees")
        CLEARED = "cleared", _("cleared for the audience")
        PRIVATE = "private", _("organizers only")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        TENTATIVE = "tentative", _("tentative")
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("cancelled")

    class Tracking(models.TextChoices):
        NONE = "none", _("none")
        SCAN_IN = "scan_in", _("scan in")
        SCAN_IN_AND_OUT = "scan_in_and_out", _("scan in and out")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("edition"))
    code = models.CharField(_("code"), max_length=40)
    slug = models.SlugField(_("slug"), max_length=42, editable=False)
    type = models.CharField(_("type"), max_length=40)
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("room")
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    all_day = models.BooleanField(_("all day"), default=False)
    planned_minutes = models.PositiveSmallIntegerField(
        _("planned minutes"), default=60, blank=True, help_text=_("How long it will be once it leaves the tray.")
    )
    room_reason = models.TextField(
        _("why it may stand in this room"), blank=True, help_text=_("Asked of restricted sessions in open rooms.")
    )
    title = models.CharField(_("title"), max_length=300)
    public_title = models.CharField(_("public title"), max_length=300)
    track = models.ForeignKey(
        Track, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("track")
    )
    level = models.CharField(_("level"), max_length=40, blank=True)
    audience = models.ForeignKey(
        AccessLevel, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("audience")
    )
    visibility = models.CharField(_("visibility"), max_length=12, choices=Visibility, default=Visibility.PUBLIC)
    abstract = models.TextField(_("abstract"), blank=True)
    learning_objectives = models.JSONField(_("learning objectives"), default=list, blank=True)
    content_warnings = models.JSONField(_("content warnings"), default=list, blank=True)
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    ticket_required = models.BooleanField(_("ticket required"), default=False)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, default=Decimal("0.00"))
    recording_allowed = models.BooleanField(_("recording allowed"), default=False)
    handouts = models.CharField(_("handouts"), max_length=40, blank=True)
    attendance_tracking = models.CharField(_("attendance"), max_length=16, choices=Tracking, default=Tracking.NONE)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.CONFIRMED)
    sign_up = models.BooleanField(
        _("sign-up"), default=False, help_text=_("Attendees sign up for one of its places; then there is a waitlist.")
    )
    ce_minutes = models.PositiveSmallIntegerField(_("creditable minutes"), default=0)
    revision = models.PositiveIntegerField(default=0, editable=False)
    speakers = models.ManyToManyField(Speaker, through="Appearance", related_name="sessions")

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "code"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="conference_session_code_once_an_edition"),
            models.UniqueConstraint(fields=["edition", "slug"], name="conference_session_slug_once_an_edition"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="conference_session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="conference_session_has_both_ends_or_none",
            ),
            models.CheckConstraint(
                condition=Q(planned_minutes__gte=5, planned_minutes__lte=24 * 60),
                name="conference_session_planned_minutes_in_a_day",
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="conference_session_price_not_negative"),
        ]
        indexes = [
            models.Index(fields=["edition", "starts_at"], name="conference_session_by_time"),
            models.Index(fields=["edition", "revision"], name="conference_session_by_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.public_title}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = slug_of(self.code)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def minutes(self) -> int:
        """The session's length in minutes: as scheduled, else as planned."""
        if self.starts_at is None or self.ends_at is None:
            return self.planned_minutes
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @cached_property
    def published_entry(self) -> "VersionEntry | None":
        """Where and when the published agenda has it, if it does; lists prefetch it with `with_published_entry`."""
        found = getattr(self, "published_entries", None)
        if found is None:
            found = self.version_entries.filter(version__agenda__isnull=False)[:1]
        return next(iter(found), None)

    @property
    def is_private(self) -> bool:
        """Whether it is a blocker of the organizers', never published."""
        return self.visibility == self.Visibility.PRIVATE

    @property
    def is_restricted(self) -> bool:
        """Whether only cleared attendees may see the title."""
        return self.visibility == self.Visibility.CLEARED
