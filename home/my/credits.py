"""A person's credits: everything earned, by scheme and cycle, why, and what is missing. For them alone."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.credits.models import Claim, Credit
from certificates.credits.standing import Standing, standings_of
from certificates.reported.models import Report
from certificates.reported.services import reported_sums
from certificates.schemes.models import CreditScheme
from conference.credits.missing import todos_of
from core.audit.services import record
from people.accounts.requests import MemberRequest


class ClaimForm(forms.ModelForm[Claim]):
    """A scheme one claims, the number its body asks for, and one's own cycle."""

    class Meta:
        model = Claim
        fields = ["licence", "goal", "cycle_starts", "cycle_ends"]
        widgets = {
            "licence": forms.TextInput({"autocomplete": "off", "maxlength": 120}),
            "cycle_starts": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "cycle_ends": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, scheme: CreditScheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["licence"] = forms.CharField(
            label=scheme.license_field or gettext_lazy("Number"), max_length=120, required=False,
            help_text=gettext_lazy("It is stored encrypted and stands on certificates and the body's roster alone."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("cycle_starts"), values.get("cycle_ends")
        if start and end and end <= start:
            self.add_error("cycle_ends", _("The cycle ends after it begins."))
        return values


@login_required
@never_cache
@require_safe
def own_credits(request: MemberRequest) -> HttpResponse:
    """Everything earned, and what is missing."""
    standings = standings_of(request.user)
    claimed = [standing.scheme.code for standing in standings if standing.claim]
    reports = list(Report.objects.of(request.user).prefetch_related("hours"))
    context = {
        "standings": [(standing, _reported(standing, reports)) for standing in standings],
        "reports": reports,
        "todos": todos_of(request.user, claimed) if claimed else [],
        "others": CreditScheme.objects.current().exclude(code__in=claimed).order_by("code"),
    }
    return render(request, "home/my/credits.html", context)


def _reported(standing: Standing, reports: list[Report]) -> Decimal | None:
    """Return the hours that the person reports themselves in a scheme's cycle."""
    start, end = standing.cycle
    return reported_sums(reports, start=start, end=end).get(standing.scheme.code)


@login_required
@never_cache
@require_safe
def own_credit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Why one credit is what it is."""
    credit = get_object_or_404(Credit.objects.of(request.user).select_related("scheme"), public_id=public_id)
    return render(request, "home/my/credit.html", {"credit": credit})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_claim(request: MemberRequest, code: str) -> HttpResponse:
    """Claim a scheme, change the claim, or give it up; credits that were awarded stay."""
    scheme = get_object_or_404(CreditScheme.objects.current(), code=code)
    claim = Claim.objects.filter(user=request.user, scheme_code=code).first()
    if request.method == "POST" and "drop" in request.POST:
        if claim:
            record(actor=request.user, action="credit.claim_dropped", obj=claim, changes={"scheme": code})
            claim.delete()
        messages.success(request, _("You claim this credit no more. What was awarded stays."))
        return redirect("my:credits")
    instance = claim or Claim(user=request.user, scheme_code=code)
    form = ClaimForm(request.POST or None, instance=instance, scheme=scheme)
    if request.method == "POST" and form.is_valid():
        stored = form.save()
        record(actor=request.user, action="credit.claimed", obj=stored, changes={"scheme": code})
        messages.success(request, _("Stored. Credit is computed within the hour, for what is proved already too."))
        return redirect("my:credits")
    status = 422 if form.errors else 200
    return render(request, "home/my/claim_credit.html", {"scheme": scheme, "claim": claim, "form": form}, status=status)
