"""What must exist before a first request: locale, root page, site, roles. Idempotent, called after each migration."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

Step = Callable[[], None]
_steps: list[Step] = []


def register(step: Step) -> Step:
    """Add a step of an app's own; steps run in the order of INSTALLED_APPS."""
    if step not in _steps:
        _steps.append(step)
    return step


@transaction.atomic
def ensure() -> None:
    """Make sure that the tree, the site and every registered step's rows exist."""
    call_command("createcachetable", verbosity=0)
    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    root = Page.objects.filter(depth=1).first()
    if root is None:
        page_type = ContentType.objects.get_for_model(Page)
        root = Page.add_root(title="Root", slug="root", content_type=page_type, locale=locale)
    if not Site.objects.exists():
        Site.objects.create(
            hostname="localhost", root_page=root, is_default_site=True, site_name=settings.WAGTAIL_SITE_NAME
        )
    for step in _steps:
        step()


def after_migrate(sender: Any, **kwargs: Any) -> None:
    """Run `ensure` once, after the last app's own handlers, when the whole schema is there."""
    # Apps without models send no signal, so the last one that does is what to wait for.
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender is last:
        ensure()
