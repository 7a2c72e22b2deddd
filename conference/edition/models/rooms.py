"""Rooms and when they are closed, tracks and access levels: what an edition's sessions refer to."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.edition.models.editions import Edition

COLOR = RegexValidator(r"^#[0-9A-Fa-f]{6}\Z", _("Write a colour such as #1F3A5F."))


class EditionPart(models.Model):
    """Something with a code of its own within an edition, in the organizers' order."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("edition"))
    code = models.CharField(_("code"), max_length=40)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="%(app_label)s_%(class)s_code_once_an_edition")
        ]


class Room(EditionPart):
    """Where sessions take place."""

    name = models.CharField(_("name"), max_length=200)
    location = models.CharField(_("location"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    av = models.BooleanField(_("sound and projection"), default=False)
    access_controlled = models.BooleanField(_("access controlled"), default=False)
    allows_overlap = models.BooleanField(
        _("several at once"),
        default=False,
        help_text=_("Sessions may overlap here, such as breaks in the exhibit hall."),
    )

    class Meta(EditionPart.Meta):
        verbose_name = _("room")
        verbose_name_plural = _("rooms")

    def __str__(self) -> str:
        return self.name


class RoomClosure(models.Model):
    """A span in which a room cannot be used."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="closures", verbose_name=_("room"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("room closure")
        verbose_name_plural = _("room closures")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="conference_closure_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.starts_at:%Y-%m-%d %H:%M}"


class Track(EditionPart):
    """A subject that runs through the agenda."""

    name = models.CharField(_("name"), max_length=200)
    color = models.CharField(_("colour"), max_length=7, blank=True, validators=[COLOR])

    class Meta(EditionPart.Meta):
        verbose_name = _("track")
        verbose_name_plural = _("tracks")

    def __str__(self) -> str:
        return self.name


class AccessLevel(EditionPart):
    """Which verified fact about a person opens a session's door."""

    label = models.CharField(_("label"), max_length=200)
    rule = models.TextField(_("rule"), blank=True)

    class Meta(EditionPart.Meta):
        verbose_name = _("access level")
        verbose_name_plural = _("access levels")

    def __str__(self) -> str:
        return self.label
