"""The webhook."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing.errors import ForgedEventError
from billing.payments.webhook import receive_event

MAX_BYTES = 256 * 1024


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """200 for what Stripe signed, whatever it says; 400 for what it did not; 413 for what no event could be."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MAX_BYTES:
        return HttpResponse(status=413)
    try:
        outcome = receive_event(payload=request.body, signature=request.headers.get("Stripe-Signature", ""))
    except ForgedEventError:
        return HttpResponse("bad signature", status=400, content_type="text/plain")
    return HttpResponse(outcome, content_type="text/plain")
