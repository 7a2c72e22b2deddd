"""`/my/speaking/`: own sessions and tasks of each edition, and claiming what organizers entered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference.proposals.authors import author_of
from conference.proposals.portal.own import chapters_of, screens
from conference.proposals.portal.services.claiming import claim_speakers
from conference.proposals.views.access import ask_who, too_often
from core.ratelimit.services import allow, visitor
from people.accounts.requests import MemberRequest

CLAIMS_A_DAY = 20


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show them; a stranger signs in first."""
    author = author_of(request)
    if author is None and not request.user.is_authenticated:
        return ask_who(request)
    chapters = chapters_of(author, timezone.now()) if author else []
    context = {
        "author": author,
        "chapters": [
            {
                "chapter": chapter,
                "sessions": chapter.sessions,
                "tasks": [(item, screens(chapter).get(item.task, ())) for item in chapter.tasks],
            }
            for chapter in chapters
        ],
    }
    return render(request, "conference/portal/speaking.html", context)


@login_required
@never_cache
@require_POST
def claim(request: MemberRequest) -> HttpResponse:
    """Look for what organizers entered under an address that this account verified. All are answered alike."""
    if not allow(f"speaker-claim:{visitor(request)}", limit=CLAIMS_A_DAY, seconds=86_400):
        return too_often(request)
    claim_speakers(user=request.user)
    said = _("We have looked. What the organizers entered for one of your verified addresses is on this page now.")
    messages.info(request, said)
    return redirect("my_speaking:own")
