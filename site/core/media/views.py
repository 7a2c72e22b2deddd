"""Pictures as pages show them. Originals, with whatever a camera wrote into them, are never served."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send one size of a picture; 404 for anything outside the renditions' folder."""
    response: HttpResponseBase = serve(request, path, document_root=str(settings.MEDIA_ROOT / "images"))
    response["Cache-Control"] = "public, max-age=86400"
    return response
