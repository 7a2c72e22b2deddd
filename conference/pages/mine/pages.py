"""The page of the edition that an address names."""

from django.http import Http404

from conference.pages.models import ConferencePage


def page_of(year: int) -> ConferencePage:
    """Return an edition's live page; raises Http404."""
    page: ConferencePage | None = (
        ConferencePage.objects.live().select_related("edition__call").filter(edition__year=year).first()
    )
    if page is None:
        raise Http404
    return page
