"""Make the edition's pages in the tree."""

from django.db import transaction
from wagtail.models import Page, Site

from conference.edition.models import Edition
from conference.pages.models import ConferenceIndexPage, ConferencePage


@transaction.atomic
def build(year: int) -> ConferencePage:
    """Make sure that an edition has its page below `/conference/` and that it is published if the edition is.

    Idempotent; texts that editors changed are left alone.
    """
    edition = Edition.objects.get(year=year)
    index = _index()
    page = ConferencePage.objects.filter(edition=edition).first()
    if page is None:
        published = edition.state != Edition.State.DRAFT
        page = ConferencePage(title=edition.name, slug=str(edition.year), edition=edition, live=published)
        index.add_child(instance=page)
        if published:
            page.save_revision().publish()
    elif not page.live and edition.state != Edition.State.DRAFT and page.first_published_at is None:
        page.save_revision().publish()
    return page


@transaction.atomic
def copy_page(*, source: Edition, edition: Edition) -> ConferencePage | None:
    """Give an edition an unpublished page with the texts of another's; None where that has none."""
    old = ConferencePage.objects.filter(edition=source).first()
    if old is None:
        return None
    index, slug = _index(), str(edition.year)
    while not Page._slug_is_available(slug, index):
        # Somebody prepared a page of that name by hand.
        slug += "-edition"
    page = ConferencePage(
        title=edition.name,
        slug=slug,
        edition=edition,
        live=False,
        lead=old.lead,
        introduction=old.introduction,
        search_description=old.search_description,
        show_in_menus=old.show_in_menus,
    )
    index.add_child(instance=page)
    page.save_revision()
    return page


def _index() -> ConferenceIndexPage:
    """Return the index, made or moved below the site's root page."""
    root: Page = Site.objects.get(is_default_site=True).root_page
    index: ConferenceIndexPage | None = ConferenceIndexPage.objects.first()
    if index is None:
        index = ConferenceIndexPage(title="Conference", slug="conference", show_in_menus=True)
        root.add_child(instance=index)
    elif index.get_parent().pk != root.pk:
        index.move(root, pos="last-child")
        index.refresh_from_db()
    return index
