"""The entries of the agenda."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certificates.schemes.models import CreditScheme
from conference.edition.models import AccessLevel, Edition, Room, Track
from conference.speakers.models import Speaker


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

    def for_agenda(self) -> "SessionQuerySet":
        """Fetch what the agenda shows in a fixed number of queries, in order."""
        return (
            self.listed()
            .select_related("room", "track", "audience")
            .prefetch_related(
                models.Prefetch("appearances", Appearance.objects.select_related("speaker__photo")),
                models.Prefetch("credits", SessionCredit.objects.select_related("scheme")),
            )
            .order_by("starts_at", "room__position", "code")
        )


def slug_of(code: str) -> str:
    """Return a session's slug: its code in lower case, with `s-` in front unless it begins with a letter."""
    slug = code.lower()
    return slug if slug[:1].isalpha() else f"s-{slug}"


class Session(models.Model):
    """One entry of the agenda. `public_title` is what those see who may not see the title."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        REGISTERED = "registered", _("registered attendees")
        CLEARED = "cleared", _("cleared for the audience")

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
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
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
    ce_minutes = models.PositiveSmallIntegerField(_("creditable minutes"), default=0)
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
            models.CheckConstraint(condition=Q(price__gte=0), name="conference_session_price_not_negative"),
        ]
        indexes = [models.Index(fields=["edition", "starts_at"], name="conference_session_by_time")]

    def __str__(self) -> str:
        return f"{self.code} {self.public_title}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = slug_of(self.code)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def minutes(self) -> int:
        """The session's length in minutes."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_restricted(self) -> bool:
        """Whether only cleared attendees may see the title."""
        return self.visibility == self.Visibility.CLEARED


class Appearance(models.Model):
    """A speaker in a session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="appearances")
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="appearances", verbose_name=_("speaker")
    )
    role = models.CharField(_("role"), max_length=40, default="lead")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(fields=["session", "speaker"], name="conference_appearance_once_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.speaker} ({self.role})"


class SessionCredit(models.Model):
    """What a session is worth under a scheme, and whether the scheme's body has approved it."""

    class Approval(models.TextChoices):
        NONE = "none", _("none")
        PENDING = "pending", _("pending")
        APPROVED = "approved", _("approved")
        DENIED = "denied", _("denied")
        REVIEW = "review", _("under review after a change")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="credits")
    scheme = models.ForeignKey(
        CreditScheme, on_delete=models.PROTECT, related_name="session_credits", verbose_name=_("scheme")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    approval = models.CharField(_("approval"), max_length=10, choices=Approval, default=Approval.NONE)
    provider_number = models.CharField(_("certification or provider number"), max_length=80, blank=True)
    statement = models.TextField(_("sponsor's exact sentence"), blank=True)
    locked_title = models.CharField(_("title exactly as certified"), max_length=300, blank=True)

    class Meta:
        ordering = ["scheme__code"]
        verbose_name = _("session credit")
        verbose_name_plural = _("session credits")
        constraints = [
            models.UniqueConstraint(fields=["session", "scheme"], name="conference_session_credit_once_a_scheme")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.minutes}"
