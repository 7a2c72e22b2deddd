"""The first page: which tickets, how many."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conference.edition.models import Edition
from conference.registration.drafts import Draft
from conference.registration.steps import LABELS, Steps, buyer_of
from core.ratelimit.services import allow, visitor

SESSION_KEY = "registration_drafts"
KEPT_DRAFTS = 10
STARTS_PER_HOUR = 300


def published_edition(year: int) -> Edition:
    """Return the edition of a year that the public may see, or 404."""
    return get_object_or_404(Edition.objects.published(), year=year)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, year: int, draft_id: str = "") -> HttpResponse:
    """Offer the tickets with their prices; a valid choice goes on to the people. With a draft, its choice is shown."""
    edition = published_edition(year)
    if not edition.sale_is_open(timezone.now()):
        return render(request, "conference/registration/closed.html", {"edition": edition}, status=200)
    draft = find_draft(request, edition, draft_id) if draft_id else Draft(edition=edition)
    if draft is None:
        return start_again(request, edition)
    steps = Steps(edition, draft, buyer_of(request))
    form = steps.tickets_form(request.POST if request.method == "POST" else steps.kept("tickets"))
    if request.method == "POST" and form.is_valid():
        if not allow(f"registration-start:{visitor(request)}", limit=STARTS_PER_HOUR, seconds=3600):
            return render(request, "errors/429.html", status=429)
        draft.user = buyer_of(request)
        steps.content.pop("group", None)
        steps.remember("tickets", request.POST)
        own_draft(request, draft)
        return redirect("registration:people", year=year, draft_id=draft.public_id)
    context = {
        "edition": edition,
        "labels": LABELS,
        "form": form,
        "phase": edition.price_phase(edition.today()),
        "steps": steps,
    }
    return render(request, "conference/registration/choose.html", context, status=422 if form.errors else 200)


def own_draft(request: HttpRequest, draft: Draft) -> None:
    """Let this browser session, and no other, open the draft."""
    drafts = [key for key in request.session.get(SESSION_KEY, []) if key != draft.public_id]
    request.session[SESSION_KEY] = [draft.public_id, *drafts][:KEPT_DRAFTS]


def find_draft(request: HttpRequest, edition: Edition, draft_id: str) -> Draft | None:
    """Return the session's own draft, or None."""
    if draft_id not in request.session.get(SESSION_KEY, []):
        return None
    return Draft.objects.select_related("order").filter(public_id=draft_id, edition=edition).first()


def start_again(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Send somebody without a draft of their own to the beginning, with a sentence that says why."""
    messages.info(
        request,
        _("This registration was begun in another browser or more than a day ago. Begin again; nothing was charged."),
    )
    return redirect("registration:choose", year=edition.year)
