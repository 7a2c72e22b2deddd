"""The home page exists before anything else can be published."""

from django.conf import settings
from wagtail.models import Page, Site

from home.general.models import HomePage


def ensure_home() -> None:
    """Make the home page once and let the site begin there; Wagtail's own welcome page goes."""
    home = HomePage.objects.first() or _make_home()
    site = Site.objects.get(is_default_site=True)
    if site.root_page_id != home.pk:
        site.root_page = home.page_ptr
        site.save()


def _make_home() -> HomePage:
    root = Page.objects.get(depth=1)
    # Deleting the welcome page would take the site that begins there along.
    Site.objects.update(root_page=root)
    Page.objects.filter(depth=2, slug="home").delete()
    root = Page.objects.get(pk=root.pk)
    home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="home", locale=root.locale)
    root.add_child(instance=home)
    return home
