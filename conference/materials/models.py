"""What speakers share about a session, each version of it, and who was given a marked copy."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Session
from conference.edition.models import Edition
from core.codes import public_id
from core.files.cleaning.kinds import BY_CONTENT_TYPE, KINDS
from core.files.models import PrivateFile


class HandoutQuerySet(models.QuerySet["Handout"]):
    """Reads of handouts."""

    def kept(self) -> "HandoutQuerySet":
        """Keep those that nobody took back."""
        return self.filter(removed_at=None)

    def of(self, edition: Edition) -> "HandoutQuerySet":
        """Keep those of an edition's sessions."""
        return self.filter(session__edition=edition)

    def sent(self) -> "HandoutQuerySet":
        """Keep those of which a version is there or is being looked at."""
        waiting = HandoutVersion.objects.exclude(state=HandoutVersion.State.REFUSED)
        return self.filter(models.Exists(waiting.filter(handout=models.OuterRef("pk"))))

    def ready(self) -> "HandoutQuerySet":
        """Keep those of which a version can be read."""
        found = HandoutVersion.objects.ready().filter(handout=models.OuterRef("pk"))
        return self.kept().filter(models.Exists(found))


class Handout(models.Model):
    """One document of a session; what readers get is its newest version that was found ready."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="handout_set")
    title = models.CharField(_("title"), max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = HandoutQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("handout")
        verbose_name_plural = _("handouts")

    def __str__(self) -> str:
        return self.title

    @cached_property
    def current(self) -> "HandoutVersion | None":
        """The version that readers get."""
        return next((item for item in self.history if item.state == HandoutVersion.State.READY), None)

    @property
    def history(self) -> "list[HandoutVersion]":
        """Its versions, the newest first."""
        return sorted(self.versions.all(), key=lambda item: -item.number)


class HandoutVersionQuerySet(models.QuerySet["HandoutVersion"]):
    """Reads of versions."""

    def ready(self) -> "HandoutVersionQuerySet":
        """Keep those that readers may get."""
        return self.filter(state=HandoutVersion.State.READY)

    def held(self) -> "HandoutVersionQuerySet":
        """Keep those on which organizers have to decide."""
        return self.filter(state=HandoutVersion.State.HELD, handout__removed_at=None)


class HandoutVersion(models.Model):
    """One file as it was sent. `file` is the sent one until a task cleaned it, then the clean one alone is kept."""

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        READY = "ready", _("ready")
        HELD = "held", _("the organizers look at it")
        REFUSED = "refused", _("cannot be used")

    handout = models.ForeignKey(Handout, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.CHECKING)
    problem = models.TextField(_("what is wrong"), blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    objects = HandoutVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of a handout")
        verbose_name_plural = _("versions of handouts")
        constraints = [
            models.UniqueConstraint(fields=["handout", "number"], name="conference_handout_version_once"),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(file__isnull=False), name="conference_handout_ready_has_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handout} {self.number}"

    @property
    def kind_label(self) -> str:
        """What kind of file it is."""
        kind = BY_CONTENT_TYPE.get(self.file.content_type) if self.file else None
        return KINDS[kind].label if kind else ""


class MarkedCopy(models.Model):
    """A copy of restricted slides that a task marks with one reader's name; erased after a day."""

    version = models.ForeignKey(HandoutVersion, on_delete=models.CASCADE, related_name="copies")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("marked copy")
        verbose_name_plural = _("marked copies")
        constraints = [models.UniqueConstraint(fields=["version", "reader"], name="conference_marked_copy_once")]

    def __str__(self) -> str:
        return f"copy of version {self.version_id}"


class HandoutView(models.Model):
    """That somebody was given restricted slides, and when."""

    version = models.ForeignKey(HandoutVersion, on_delete=models.CASCADE, related_name="views")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("look at restricted slides")
        verbose_name_plural = _("looks at restricted slides")

    def __str__(self) -> str:
        return f"look at version {self.version_id}"
