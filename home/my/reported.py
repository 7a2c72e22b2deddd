"""What a person reports themselves, and their transcript: for them alone, apart from what is proved."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.credits.models import Claim
from certificates.reported.models import Report
from certificates.reported.services import TooMany, report, withdraw
from certificates.schemes.models import CreditScheme
from certificates.transcripts.services import transcript
from core.files.services import read_upload, serve_private
from people.accounts.requests import MemberRequest

MOST_HOURS = Decimal(200)


class ReportForm(forms.Form):
    """One activity elsewhere, with the hours that it gives under each scheme the person claims."""

    title = forms.CharField(label=gettext_lazy("What it was"), max_length=200)
    provider = forms.CharField(label=gettext_lazy("Who gave it"), max_length=200)
    day = forms.DateField(
        label=gettext_lazy("Day it ended"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    file = forms.FileField(
        label=gettext_lazy("Certificate or other proof"),
        help_text=gettext_lazy("PDF, JPEG or PNG up to 10 MB. It is kept for you alone, and what it says about its maker is removed."),  # noqa: E501
    )  # fmt: skip

    def __init__(self, *args: Any, schemes: list[CreditScheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = {f"hours-{scheme.code}": scheme.code for scheme in schemes}
        for name, code in self.codes.items():
            self.fields[name] = forms.DecimalField(
                label=_("%(code)s hours") % {"code": code}, required=False, min_value=Decimal("0.01"),
                max_value=MOST_HOURS, decimal_places=2,
            )  # fmt: skip
        self.order_fields(["title", "provider", "day", *self.codes, "file"])

    def clean_day(self) -> Any:
        """Refuse what has not happened yet."""
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Report it once it is over."))
        return day

    def clean_file(self) -> tuple[bytes, str]:
        """Read it: what it is called is not believed."""
        return read_upload(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.hours:
            raise forms.ValidationError(_("Write the hours under one scheme at least."))
        return values

    @property
    def hours(self) -> dict[str, Decimal]:
        """The hours by scheme."""
        given = {code: self.cleaned_data.get(name) for name, code in self.codes.items()}
        return {code: amount for code, amount in given.items() if amount}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_report(request: MemberRequest) -> HttpResponse:
    """Report something that was earned elsewhere."""
    claimed = Claim.objects.filter(user=request.user).values("scheme_code")
    schemes = list(CreditScheme.objects.current().filter(code__in=claimed).order_by("code"))
    posted = request.method == "POST"
    form = ReportForm(request.POST if posted else None, request.FILES if posted else None, schemes=schemes)
    if posted and form.is_valid():
        values = form.cleaned_data
        content, content_type = values["file"]
        try:
            report(
                holder=request.user, title=values["title"], provider=values["provider"], day=values["day"],
                hours=form.hours, content=content, content_type=content_type,
            )  # fmt: skip
        except TooMany:
            form.add_error(None, _("You have reported as much as we can keep. Delete something first."))
        else:
            messages.success(request, _("Kept, for you alone, and marked as self-reported."))
            return redirect("my:credits")
    status = 422 if form.errors else 200
    return render(request, "home/my/report_credit.html", {"form": form, "schemes": schemes}, status=status)


@login_required
@never_cache
@require_safe
def own_reported_file(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Give the person what they sent, once it is cleaned."""
    found = get_object_or_404(_ready(request), public_id=public_id)
    assert found.file is not None  # noqa: S101 - only ready ones were asked for
    return serve_private(found.file)


def _ready(request: MemberRequest) -> Any:
    return Report.objects.of(request.user).filter(state=Report.State.READY, file__isnull=False).select_related("file")


@login_required
@require_POST
def delete_own_report(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete it with its file."""
    withdraw(found=get_object_or_404(Report.objects.of(request.user).select_related("file"), public_id=public_id))
    messages.success(request, _("Deleted, with its file."))
    return redirect("my:credits")


@login_required
@never_cache
@require_safe
def own_transcript(request: MemberRequest) -> HttpResponseBase:
    """The transcript as PDF; where it does not say what is true now, a task makes it and the page says so."""
    file = transcript(user=request.user, language=get_language() or "en")
    if file is None:
        return render(request, "home/my/transcript_made.html", status=202)
    return serve_private(file, inline=True)
