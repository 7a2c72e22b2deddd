"""What a speaker answered, and what the organizers should know of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Room
from conference.proposals.models.people import Presenter
from conference.proposals.models.proposals import Proposal
from conference.registration.places import Registration
from core.fields import EncryptedTextField


class Answer(models.Model):
    """What goes with a speaker's answer; whether they come is the state of their place in the session."""

    presenter = models.OneToOneField(Presenter, on_delete=models.CASCADE, related_name="answer_given")
    note = EncryptedTextField(_("what they asked for"), blank=True)
    answered_at = models.DateTimeField(_("answered"))
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("complimentary place"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"answer of presenter {self.presenter_id}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads of notices."""

    def open(self) -> "NoticeQuerySet":
        """Keep what nobody has settled yet."""
        return self.filter(settled_at=None)


class Notice(models.Model):
    """Something about a speaker that an organizer has to see, until one of them settles it."""

    class Kind(models.TextChoices):
        PLACE_FREE = "place_free", _("nobody presents it any more: a place is free")
        PRESENTER_LEFT = "presenter_left", _("one of its presenters withdrew")
        OTHER_TIME = "other_time", _("asks for another time")
        ACCOUNT_GONE = "account_gone", _("the speaker's account is deleted or closed; the session stays")
        NO_TICKET = "no_ticket", _("confirmed, but no complimentary place could be given")
        HAS_PLACE = "has_place", _("confirmed, and has bought a place already")

    kind = models.CharField(_("what happened"), max_length=16, choices=Kind)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="notices")
    presenter = models.ForeignKey(Presenter, null=True, on_delete=models.SET_NULL, related_name="notices")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return f"{self.kind} {self.proposal_id}"
