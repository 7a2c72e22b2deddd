"""Messages from visitors, and the page they write them on."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from core.blocks import TEXT_FEATURES, BodyBlock
from core.pages import PageFields


class Topic(models.TextChoices):
    """What a message is about, so that it reaches the right person."""

    CONFERENCE = "conference", _("The conference")
    REGISTRATION = "registration", _("A registration or an invoice")
    TRAINING = "training", _("Training and visits for agencies")
    PRESS = "press", _("Press")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    PRIVACY = "privacy", _("Privacy")
    OTHER = "other", _("Something else")


class ContactMessage(models.Model):
    """What somebody wrote to us. Kept until answered and then as long as the privacy page says."""

    topic = models.CharField(_("topic"), max_length=20, choices=Topic)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    message = models.TextField(_("message"), max_length=5000)
    answered = models.BooleanField(_("answered"), default=False)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        ordering = ["answered", "-created_at"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"{self.get_topic_display()} #{self.pk}"


class ContactPage(PageFields, Page):
    """A form whose messages are stored and mailed to staff."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    thanks = RichTextField(_("thanks"), features=TEXT_FEATURES, blank=True, help_text=_("Shown after sending."))

    template = "home/contact_page.html"
    content_panels = [*Page.content_panels, *PageFields.lead_panels, FieldPanel("body"), FieldPanel("thanks")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the form, or take a message."""
        # The view builds on the form, which builds on this module's model.
        from home.contact.views import contact

        return contact(request, self)
