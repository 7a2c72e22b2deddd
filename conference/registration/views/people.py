"""The second page: who comes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conference.registration.steps import LABELS, Steps, buyer_of
from conference.registration.views.choose import find_draft, published_edition, start_again


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, year: int, draft_id: str) -> HttpResponse:
    """One form a place; what was typed is kept even if it is not valid yet."""
    edition = published_edition(year)
    draft = find_draft(request, edition, draft_id)
    if draft is None:
        return start_again(request, edition)
    if draft.order:
        return redirect(draft.order.guest_path)
    steps = Steps(edition, draft, buyer_of(request))
    if steps.is_group:
        return redirect("registration:group_list", year=year, draft_id=draft_id)
    if not steps.chosen:
        return redirect("registration:change", year=year, draft_id=draft_id)
    if request.method == "POST":
        forms = steps.person_forms(request.POST, request.FILES)
        valid = steps.check_people(forms)
        steps.keep_proofs(form for form in forms if form.is_valid())
        steps.remember("people", request.POST)
        if valid:
            return redirect("registration:review", year=year, draft_id=draft_id)
    else:
        kept = steps.kept("people")
        forms = steps.person_forms(kept)
        valid = True
        if kept is None and steps.user:
            forms[0].initial = {"name": steps.user.name, "email": steps.user.email}
    context = {"edition": edition, "labels": LABELS, "draft": draft, "forms": forms, "steps": steps}
    return render(request, "conference/registration/people.html", context, status=200 if valid else 422)
