"""A speaker as the public may know them, and apart from that who they are."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from conference.edition.models import Edition
from core.fields import EncryptedTextField
from core.files.models import PrivateFile
from core.media.models import Image


class ShownPerson(models.Model):
    """What may be shown of a person. Values that may not be shown are empty here and live in their identity alone.

    Written through `conference.speakers.profile.arrange`, which puts each value where its flags say it belongs.
    """

    name = models.CharField(_("name"), max_length=200, blank=True)
    credentials = models.CharField(_("credentials"), max_length=200, blank=True)
    title = models.CharField(_("post"), max_length=200, blank=True)
    organization = models.CharField(_("organization"), max_length=200, blank=True)
    organization_type = models.CharField(_("kind of organization"), max_length=40, blank=True)
    country = CountryField(_("country"), blank=True)
    bio = models.TextField(_("biography"), blank=True)
    photo = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )
    publish_name = models.BooleanField(_("publish the name"), default=False)
    publish_photo = models.BooleanField(_("publish the picture"), default=False)
    publish_organization = models.BooleanField(_("publish the organization"), default=False)
    public_label = models.CharField(_("label instead of the name"), max_length=200, blank=True)
    withheld = models.BooleanField(_("withheld"), default=False)

    class Meta:
        abstract = True

    @property
    def is_named(self) -> bool:
        """Whether the name may be shown."""
        return self.publish_name and not self.withheld

    @property
    def label(self) -> str:
        """The name, or the words that stand for it."""
        return label_of(self.name, self.public_label, named=self.is_named)


def label_of(name: str, public_label: str, *, named: bool) -> str:
    """Return what a person is called in front of everybody; `named` says whether the name may be shown."""
    return name if named else public_label or str(_("Name withheld"))


class HiddenPerson(models.Model):
    """What is true of a person and not for publication: encrypted, no search index, no revisions, reads are logged."""

    legal_name = EncryptedTextField(_("legal name"), blank=True)
    credentials = EncryptedTextField(_("credentials"), blank=True)
    title = EncryptedTextField(_("post"), blank=True)
    organization = EncryptedTextField(_("organization"), blank=True)
    bio = EncryptedTextField(_("biography"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)

    class Meta:
        abstract = True


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Reads of speakers."""

    def named(self) -> "SpeakerQuerySet":
        """Keep those whose name may be shown and who are known of; only they have a page."""
        return self.filter(publish_name=True, withheld=False, provisional=False)

    def of(self, edition: Edition) -> "SpeakerQuerySet":
        """Keep an edition's speakers."""
        return self.filter(edition=edition)


class Speaker(ShownPerson):
    """A speaker of an edition; written through `conference.speakers.services`."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="speakers", verbose_name=_("edition"))
    code = models.CharField(_("code"), max_length=40)
    slug = models.SlugField(_("slug"), max_length=42, editable=False)
    # Made of a proposal: nobody knows of them before a version of the agenda with a session of theirs is published.
    provisional = models.BooleanField(default=False, editable=False)
    slides_policy = models.CharField(_("slides"), max_length=40, blank=True)
    av_needs = models.JSONField(_("technical needs"), default=list, blank=True)
    # Nothing needed is an answer too: an empty list alone does not tell whether they were asked.
    av_answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("account"),
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="conference_speaker_code_once_an_edition"),
            models.UniqueConstraint(fields=["edition", "slug"], name="conference_speaker_slug_once_an_edition"),
            models.CheckConstraint(
                condition=models.Q(publish_name=True, withheld=False)
                | models.Q(name="", credentials="", title="", organization="", bio=""),
                name="conference_speaker_unnamed_holds_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(publish_organization=True) | models.Q(organization=""),
                name="conference_speaker_unpublished_organization_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.code.lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class SpeakerIdentity(HiddenPerson):
    """What is true of a speaker and not for publication."""

    speaker = models.OneToOneField(Speaker, on_delete=models.CASCADE, related_name="identity")
    disclosure = EncryptedTextField(_("disclosure of interests"), blank=True)

    class Meta:
        verbose_name = _("speaker's identity")
        verbose_name_plural = _("speakers' identities")

    def __str__(self) -> str:
        return f"identity of {self.speaker_id}"


class SpeakerAbsence(models.Model):
    """A span in which a speaker cannot present; why is nobody's business."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="absences", verbose_name=_("speaker"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("speaker's absence")
        verbose_name_plural = _("speakers' absences")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="conference_absence_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker} {self.starts_at:%Y-%m-%d %H:%M}"


class Headshot(models.Model):
    """A speaker's picture as it was uploaded and as it was cut out of that, both re-encoded and private.

    `image` is what pages show: there only while name and picture are published (`conference.speakers.pictures`).
    The cut is in pixels of `source`.
    """

    speaker = models.OneToOneField(Speaker, on_delete=models.CASCADE, related_name="headshot")
    source = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    image = models.ForeignKey(Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    left = models.PositiveIntegerField(default=0)
    top = models.PositiveIntegerField(default=0)
    side = models.PositiveIntegerField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("speaker's picture")
        verbose_name_plural = _("speakers' pictures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    side__gte=1,
                    width__gte=models.F("left") + models.F("side"),
                    height__gte=models.F("top") + models.F("side"),
                ),
                name="conference_headshot_cut_lies_inside",
            )
        ]

    def __str__(self) -> str:
        return f"picture of speaker {self.speaker_id}"
