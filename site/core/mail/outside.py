"""What the world outside tells about mails: a provider its bounces, a reader that they want no more."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from core.mail.bounces import ForgedReport, receive_report
from core.mail.models import MailRefusal, OutboxMail
from core.mail.refusals import accept_again, refuse

MAX_BYTES = 1024 * 1024


@csrf_exempt
@require_POST
def bounced(request: HttpRequest) -> HttpResponse:
    """A provider's report of mails that came back. Without a configured secret there is no such address."""
    if not settings.MAIL_WEBHOOK_SECRET:
        raise Http404
    if len(request.body) > MAX_BYTES:
        return HttpResponse(status=413)
    try:
        receive_report(payload=request.body, signature=request.headers.get("X-Signature", ""))
    except ForgedReport:
        return HttpResponse(status=400)
    return HttpResponse(status=204)


# A mail program's one click brings neither cookie nor token (RFC 8058); the address is the key.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to write no more, or do so. A mail scanner that follows the link changes nothing."""
    mail = get_object_or_404(OutboxMail.objects.only("recipient"), stop_token=token)
    if request.method == "POST":
        (accept_again if "again" in request.POST else refuse)(mail.recipient)
    stopped = MailRefusal.objects.filter(email=mail.recipient.lower()).exists()
    return render(request, "core/mail_stop.html", {"stopped": stopped})
