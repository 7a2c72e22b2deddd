"""A person's own certificates: to download for ever, under the name they choose; links that show it."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.issuing.documents import address_of
from certificates.issuing.models import Certificate
from certificates.issuing.naming import Name, choose_name, chosen
from certificates.issuing.services import NotValid, reissue, renew_link
from certificates.issuing.tasks import make_document
from conference.credits.certificates.own import names_of, ways_of
from core.files.services import serve_private
from core.ratelimit.services import allow
from people.accounts.requests import MemberRequest

# Certificates that one person issues anew in a day: each stays public for ever.
ANEW, DAY = 10, 86_400


class NameForm(forms.Form):
    """Which name certificates show."""

    name = forms.ChoiceField(label=gettext_lazy("Name"), choices=Name.choices, widget=forms.RadioSelect)


@dataclass(frozen=True)
class Row:
    """One certificate as its holder sees it; `other` is the chosen name where it shows another one."""

    item: Certificate
    address: str
    other: str


@login_required
@never_cache
@require_safe
def own_certificates(request: MemberRequest) -> HttpResponse:
    """All of them, the newest first; what is no longer valid says so. What is missing for the next ones."""
    return _show(request, NameForm(initial={"name": _choice(request)}))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_name(request: MemberRequest) -> HttpResponse:
    """Choose the name for what is issued from now on."""
    if request.method != "POST":
        return redirect("my:certificates")
    form = NameForm(request.POST)
    if not form.is_valid():
        return _show(request, form, 422)
    choose_name(user=request.user, name=form.cleaned_data["name"])
    messages.success(request, _("Stored. It holds for what is issued from now on."))
    return redirect("my:certificates")


@login_required
@require_POST
def rename_own(request: MemberRequest, public_id: str) -> HttpResponse:
    """Issue a certificate anew under the chosen name; the earlier one stays, superseded."""
    found = get_object_or_404(Certificate.objects.of(request.user), public_id=public_id)
    name = names_of(request.user, [found.occasion])[found.occasion][_choice(request)].strip()
    if not name:
        messages.error(request, _("We do not have this name of yours. Write to us, and we add it."))
    elif not allow(f"certificate-anew:{request.user.pk}", limit=ANEW, seconds=DAY):
        messages.error(request, _("You have issued many anew today. Please go on tomorrow."))
    else:
        try:
            made = reissue(certificate=found, actor=request.user, reason="name changed by the holder", name=name)
        except NotValid:
            messages.error(request, _("This certificate was superseded or revoked before."))
        else:
            make_document.enqueue(made.pk)
            messages.success(
                request, _("Issued anew under the name you chose. The earlier one says that it is replaced.")
            )
    return redirect("my:certificates")


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


def _choice(request: MemberRequest) -> str:
    return chosen([request.user.pk]).get(request.user.pk, Name.DISPLAY)


def _show(request: MemberRequest, form: NameForm, status: int = 200) -> HttpResponse:
    rows = list(Certificate.objects.of(request.user)[:200])
    names, choice = names_of(request.user, [row.occasion for row in rows]), _choice(request)
    context = {
        "form": form,
        "ways": ways_of(request.user),
        "rows": [
            Row(row, f"{address_of(row)}?by={row.link}", _other(row, names[row.occasion][choice])) for row in rows
        ],
    }
    return render(request, "home/my/certificates.html", context, status=status)


def _other(row: Certificate, name: str) -> str:
    is_other = row.state == Certificate.State.VALID and name.strip() and name != row.says["name"]
    return name if is_other else ""
