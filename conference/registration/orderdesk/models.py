"""What the desk keeps: the words that places are found by, look-ups, notes, tags."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.audit.models import AppendOnly
from core.fields import EncryptedTextField


class SearchWordQuerySet(models.QuerySet["SearchWord"]):
    """Reads of words."""

    def starting(self, prefix: str) -> "SearchWordQuerySet":
        """Keep the words that begin so, in the way that each database answers from its index."""
        if connection.vendor == "postgresql":
            return self.filter(word__startswith=prefix)
        return self.filter(word__gte=prefix, word__lt=f"{prefix}\U0010ffff")


class SearchWord(models.Model):
    """One folded word of one place; written whenever the place is. See `words`."""

    registration = models.ForeignKey("conference.Registration", on_delete=models.CASCADE, related_name="search_words")
    word = models.CharField(max_length=64, db_index=True)
    kind = models.PositiveSmallIntegerField()

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "word"], name="conference_search_word_once_a_place")
        ]

    def __str__(self) -> str:
        return self.word


class LookUp(models.Model):
    """Somebody looked for a person: who, what they typed (encrypted, forgotten after ninety days), how many rows."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who looked")
    )
    typed = EncryptedTextField(_("what was typed"), blank=True)
    rows = models.PositiveSmallIntegerField(_("rows shown"))
    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("look-up")
        verbose_name_plural = _("look-ups")

    def __str__(self) -> str:
        return f"{self.actor_id} {self.rows}"


ABOUT_ONE = Q(registration__isnull=False, order=None) | Q(registration=None, order__isnull=False)


class Note(models.Model):
    """What staff wrote about a place or an order; never changed, and forgotten a year after the edition."""

    registration = models.ForeignKey(
        "conference.Registration", null=True, on_delete=models.PROTECT, related_name="notes"
    )
    order = models.ForeignKey("billing.Order", null=True, on_delete=models.PROTECT, related_name="desk_notes")
    text = EncryptedTextField(_("note"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    erased_at = models.DateTimeField(_("forgotten"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.CheckConstraint(condition=ABOUT_ONE, name="conference_note_is_about_one_thing")]

    def __str__(self) -> str:
        return str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly("Notes are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("Notes are never deleted.")


class Tag(models.Model):
    """A label with a colour for places and orders of an edition; seen by staff only."""

    class Colour(models.TextChoices):
        GREY = "grey", _("grey")
        RED = "red", _("red")
        ORANGE = "orange", _("orange")
        GREEN = "green", _("green")
        BLUE = "blue", _("blue")
        PURPLE = "purple", _("purple")

    edition = models.ForeignKey(
        "conference.Edition", on_delete=models.PROTECT, related_name="desk_tags", verbose_name=_("edition")
    )
    name = models.CharField(_("name"), max_length=40)
    colour = models.CharField(_("colour"), max_length=8, choices=Colour, default=Colour.GREY)

    class Meta:
        ordering = ["edition", "name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="conference_tag_once_an_edition")]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """A tag on a place or on an order."""

    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="taggings")
    registration = models.ForeignKey(
        "conference.Registration", null=True, on_delete=models.CASCADE, related_name="taggings"
    )
    order = models.ForeignKey("billing.Order", null=True, on_delete=models.CASCADE, related_name="desk_taggings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=ABOUT_ONE, name="conference_tagging_is_of_one_thing"),
            models.UniqueConstraint(fields=["tag", "registration"], name="conference_tag_once_a_place"),
            models.UniqueConstraint(fields=["tag", "order"], name="conference_tag_once_an_order"),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id}"
