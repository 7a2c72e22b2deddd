"""What all our page types share."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class PageFields(models.Model):
    """An abstract mixin beside `wagtail.models.Page`: a lead and a social picture."""

    lead = models.CharField(
        _("lead"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences below the title and in search results."),
    )

    lead_panels = [FieldPanel("lead")]

    class Meta:
        abstract = True
