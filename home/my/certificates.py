"""A person's own certificates: to download for ever, and a link that shows their name to whom they give it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certificates.issuing.documents import address_of
from certificates.issuing.models import Certificate
from certificates.issuing.services import renew_link
from certificates.issuing.tasks import make_document
from core.files.services import serve_private
from people.accounts.requests import MemberRequest


@login_required
@never_cache
@require_safe
def own_certificates(request: MemberRequest) -> HttpResponse:
    """All of them, the newest first; what is no longer valid says so."""
    rows = [(item, f"{address_of(item)}?by={item.link}") for item in Certificate.objects.of(request.user)[:200]]
    return render(request, "home/my/certificates.html", {"rows": rows})


@login_required
@never_cache
@require_safe
def own_certificate(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """The PDF; where it has not been made yet, a task makes it and the page says so."""
    rows = Certificate.objects.of(request.user).select_related("file")
    found = get_object_or_404(rows, public_id=public_id)
    if found.file is None:
        make_document.enqueue(found.pk)
        return render(request, "home/my/certificate_made.html", {"certificate": found}, status=202)
    return serve_private(found.file, inline=True)


@login_required
@require_POST
def renew_own_link(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take the link back and get another."""
    found = get_object_or_404(Certificate.objects.of(request.user), public_id=public_id)
    renew_link(certificate=found, actor=request.user)
    messages.success(request, _("You have a new link. The earlier one shows no name any more."))
    return redirect("my:certificates")
