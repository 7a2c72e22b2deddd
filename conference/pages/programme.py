"""The programme as a file for everybody: what is public, and nothing that no longer is."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from conference.agenda.documents.services import programme as current_programme
from conference.agenda.services.publishing import is_published
from conference.edition.models import Edition
from conference.pages.mine.pages import page_of
from core.files.services import serve_private

RETRY_SECONDS = 5


@require_safe
def programme(request: HttpRequest, year: int) -> HttpResponseBase:
    """Answer with the programme; while it is being made, 202 with a page that says so and looks again."""
    page = page_of(year)
    if page.edition.state == Edition.State.DRAFT or not is_published(page.edition):
        raise Http404
    file = current_programme(edition=page.edition, language=get_language() or "en")
    if file is not None:
        return serve_private(file)
    response = page.show(request, "being_made", {"retry": RETRY_SECONDS, "section": "programme"})
    response.status_code = 202
    response["Retry-After"] = str(RETRY_SECONDS)
    patch_cache_control(response, private=True, no_store=True)
    return response
