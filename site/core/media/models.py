"""Our own image and document models, so that fields can be added without a change of model."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from core.files.models import private_storage


class Image(AbstractImage):
    """A picture with the words that stand for it when it cannot be seen."""

    # Redefined because the stock models of the same name claim the same reverse accessors.
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="core_images")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    alternative_text = models.CharField(_("alternative text"), max_length=255, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "alternative_text")

    @property
    def default_alt_text(self) -> str:
        return self.alternative_text


class Rendition(AbstractRendition):
    """An image in one size."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="core_rendition_unique")
        ]


class Document(AbstractDocument):
    """A file offered on a page; it lies in private storage and is served through Wagtail's permission check only."""

    file = models.FileField(_("file"), storage=private_storage, upload_to="documents")

    # Redefined because the stock models of the same name claim the same reverse accessors.
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="core_documents")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    admin_form_fields = WagtailDocument.admin_form_fields
