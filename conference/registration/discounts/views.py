"""A buyer's discount codes, on the page before paying."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from conference.registration.applications import PricedItem
from conference.registration.discounts.forms import CodeForm
from conference.registration.discounts.granting import Grant
from conference.registration.discounts.models import DiscountRule
from conference.registration.steps import Steps, buyer_of
from conference.registration.views.choose import find_draft, published_edition, start_again
from core.ratelimit.services import allow, visitor

TRIES, SECONDS = 20, 3600
MOST_CODES = 200


def discount_context(grant: Grant, items: Sequence[PricedItem], codes: Sequence[str]) -> dict[str, Any]:
    """Return what the review page says about discounts."""
    given = {item.code.code for item in items if item.code}
    return {
        "form": CodeForm(label_suffix=""),
        "codes": [(code, code in given) for code in codes],
        "by_group": any(item.rule and item.rule.way == DiscountRule.Way.GROUP for item in items),
        "nearly": grant.nearly(),
    }


@never_cache
@require_POST
def discount(request: HttpRequest, year: int, draft_id: str) -> HttpResponse:
    """Keep a code that takes something off, or remove one.

    A code that is unknown, out of date, used up or somebody else's is answered alike, after the same look-ups, and
    guessing is throttled (DOMAIN.md §5.1).
    """
    edition = published_edition(year)
    draft = find_draft(request, edition, draft_id)
    if draft is None or draft.order:
        return start_again(request, edition)
    steps = Steps(edition, draft, buyer_of(request))
    page = redirect("registration:review", year=year, draft_id=draft_id)
    removed = request.POST.get("remove", "")
    if removed:
        _keep(steps, [code for code in steps.codes if code != removed])
        return page
    if not allow(f"discount-code:{visitor(request)}", limit=TRIES, seconds=SECONDS):
        return render(request, "errors/429.html", status=429)
    people, form = steps.people(), CodeForm(request.POST)
    if people is None:
        return redirect("registration:people", year=year, draft_id=draft_id)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    if not _gives(steps, people, code):
        messages.error(request, _("This code gives no discount here. Check it, or go on without it."))
        return page
    _keep(steps, list(dict.fromkeys([*steps.codes, code]))[:MOST_CODES])
    messages.success(request, _("The code is noted. Each ticket gets the best discount it can have."))
    return page


def _gives(steps: Steps, people: list[Any], code: str) -> bool:
    return steps.grant(people, codes=[code]).gives(code)


def _keep(steps: Steps, codes: list[str]) -> None:
    steps.content["codes"] = codes
    steps.save()
