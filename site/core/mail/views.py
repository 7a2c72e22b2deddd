"""The mailbox of the demo and of development: what was sent, readable in the browser."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.files.services import serve_private
from core.mail.models import OutboxMail

PAGE = 25


def _require_mailbox() -> None:
    if not settings.SHOW_MAILBOX:
        raise Http404


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """The mails, newest first; `?to=` keeps one recipient's."""
    _require_mailbox()
    recipient = request.GET.get("to", "").strip()
    mails = OutboxMail.objects.order_by("-pk").defer("text", "html")
    if recipient:
        mails = mails.filter(recipient__icontains=recipient)
    page = Paginator(mails, PAGE).get_page(request.GET.get("page"))
    return render(request, "core/mailbox.html", {"page_obj": page, "recipient": recipient})


@require_safe
@never_cache
def mailbox_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as text, with its attachments."""
    _require_mailbox()
    mail = get_object_or_404(OutboxMail.objects.prefetch_related("attachments"), pk=pk)
    return render(request, "core/mailbox_mail.html", {"mail": mail})


@require_safe
@never_cache
def mailbox_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail's HTML version alone, without scripts and without the network."""
    _require_mailbox()
    mail = get_object_or_404(OutboxMail.objects.exclude(html=""), pk=pk)
    response = HttpResponse(mail.html)
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-top-navigation"
    )
    return response


@require_safe
@never_cache
def mailbox_attachment(request: HttpRequest, pk: int, public_id: str) -> FileResponse:
    """One attachment."""
    _require_mailbox()
    mail = get_object_or_404(OutboxMail, pk=pk)
    return serve_private(get_object_or_404(mail.attachments, public_id=public_id), inline=True)
