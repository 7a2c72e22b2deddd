"""The home page exists before anything else can be published, and its editors may edit."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from home.general.models import HomePage
from people.roles import Role

# What editors do with pages (of the whole tree), and with the library's pictures and documents.
EDITORS = (Role.ORGANIZER, Role.PROGRAMME)
PAGE_ACTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
LIBRARY_ACTS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
SETTING_ACTS = ("change_sitefooter",)


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


def ensure_editors() -> None:
    """Let organizers and the programme committee edit and publish pages, and fill the library."""
    root, collection = Page.objects.get(depth=1), Collection.get_first_root_node()
    page_acts = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_ACTS)
    library = Permission.objects.filter(content_type__app_label="core", codename__in=LIBRARY_ACTS)
    settings_acts = Permission.objects.filter(content_type__app_label="home", codename__in=SETTING_ACTS)
    for group in Group.objects.filter(name__in=EDITORS):
        for permission in page_acts:
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        for permission in library:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
        group.permissions.add(*settings_acts)
