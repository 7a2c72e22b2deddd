"""The home page exists before anything else can be published."""

from django.conf import settings
from wagtail.models import Page, Site

from home.general.models import HomePage


def ensure_home() -> None:
    """Make the home page once and let the site begin there; Wagtail's own welcome page goes."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.objects.get(depth=1)
        Page.objects.filter(depth=2, slug="home").exclude(content_type__app_label="home").delete()
        root = Page.objects.get(pk=root.pk)
        home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="home", locale=root.locale)
        root.add_child(instance=home)
    site = Site.objects.get(is_default_site=True)
    if site.root_page_id != home.pk:
        site.root_page = home.page_ptr
        site.save()
