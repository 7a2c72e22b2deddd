"""The footer, which editors write."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField

from core.blocks import LinkBlock


class FooterColumnBlock(blocks.StructBlock):
    """A titled list of links."""

    title = blocks.CharBlock(label=_("title"), max_length=60)
    links = blocks.ListBlock(LinkBlock(), label=_("links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")


@register_setting(icon="list-ul")
class SiteFooter(BaseGenericSetting):
    """What stands at the end of every page."""

    statement = models.TextField(_("statement"), blank=True, help_text=_("One or two sentences on who we are."))
    columns = StreamField([("column", FooterColumnBlock())], blank=True, verbose_name=_("columns"))

    panels = [FieldPanel("statement"), FieldPanel("columns")]

    class Meta:
        verbose_name = _("footer")
