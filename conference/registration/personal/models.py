"""Saved sessions, sign-ups for limited ones, and private calendar feeds."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.registration.places import Registration


class SavedSession(models.Model):
    """A session that a person keeps in their agenda; it holds no place."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_sessions")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="saves")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "session"], name="conference_saved_session_once")]

    def __str__(self) -> str:
        return f"{self.user_id} saved {self.session_id}"


class SignUpQuerySet(models.QuerySet["SignUp"]):
    """Reads of sign-ups."""

    def standing(self) -> "SignUpQuerySet":
        """Keep those that hold a place or wait for one."""
        return self.exclude(state=SignUp.State.CANCELLED)

    def placed(self) -> "SignUpQuerySet":
        """Keep those that hold a place."""
        return self.filter(state=SignUp.State.PLACED)

    def waiting(self) -> "SignUpQuerySet":
        """Keep those that wait, in the order in which places go to them."""
        return self.filter(state=SignUp.State.WAITING).order_by("pk")

    def in_turn(self) -> "SignUpQuerySet":
        """Order those with places by when they got them, then those who wait as places will go to them."""
        return self.order_by(F("placed_at").asc(nulls_last=True), "pk")


class SignUp(models.Model):
    """A registered person's place in a limited session, or their turn on its waitlist. Rows are kept when cancelled."""

    class State(models.TextChoices):
        PLACED = "placed", _("has a place")
        WAITING = "waiting", _("on the waitlist")
        CANCELLED = "cancelled", _("cancelled")

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="sign_ups")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="sign_ups")
    state = models.CharField(_("state"), max_length=10, choices=State)
    created_at = models.DateTimeField(auto_now_add=True)
    placed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"],
                condition=~Q(state="cancelled"),
                name="conference_sign_up_once_a_session",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False) | ~Q(state="cancelled"),
                name="conference_sign_up_cancelled_when",
            ),
        ]
        indexes = [models.Index(fields=["session", "state"], name="conference_sign_up_by_session")]

    def __str__(self) -> str:
        return f"{self.registration_id} in {self.session_id}: {self.state}"

    @property
    def was_promoted(self) -> bool:
        """Whether the place came from the waitlist: who got it at once has it since before the row was written."""
        return self.placed_at is not None and self.placed_at > self.created_at


class AgendaFeed(models.Model):
    """A person's calendar address of one edition. Only the token's digest is stored; a new one replaces the old."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agenda_feeds")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="agenda_feeds")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "edition"], name="conference_agenda_feed_once")]

    def __str__(self) -> str:
        return f"feed of {self.user_id} for {self.edition_id}"
