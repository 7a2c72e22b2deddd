"""The public pages that say whether a certificate is valid. Never an agency, a rank or an address."""

from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.issuing.models import Certificate
from certificates.issuing.serial import grouped, read_serial
from certificates.verification.knowing import knows
from core import codes
from core.ratelimit.services import allow, visitor

Response = TypeVar("Response", bound=HttpResponse)
# Whoever looks at certificates all day stays below it; whoever guesses finds nothing: serials have eighty random bits.
LOOKS, NAMES, SECONDS = 60, 10, 3600


class SerialForm(forms.Form):
    """A serial, as it stands on paper."""

    serial = forms.CharField(
        label=gettext_lazy("Serial"), max_length=80,
        help_text=gettext_lazy("Eighteen letters and digits; small letters, spaces and O for 0 are forgiven."),
    )  # fmt: skip


class NameForm(forms.Form):
    """A word of the holder's name, by whoever knows it."""

    name = forms.CharField(label=gettext_lazy("Family name, or any word of the name"), max_length=200)


@never_cache
@require_http_methods(["GET", "HEAD"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the serial."""
    form = SerialForm(request.GET or None)
    if request.GET and form.is_valid():
        serial = read_serial(form.cleaned_data["serial"])
        if serial is not None:
            return redirect("verify:certificate", serial=grouped(serial))
        form.add_error("serial", _("This serial is mistyped: compare it with the paper once more."))
    return _private(render(request, "certificates/verify.html", {"form": form}, status=422 if form.errors else 200))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, serial: str) -> HttpResponse:
    """Say what a serial is; the name only to whoever names it, or comes by the holder's own link."""
    found, status, answer = _look(request, serial)
    if found is None:
        return _private(render(request, "certificates/unknown.html", {"status": status}, status=answer))
    form, is_known = NameForm(request.POST or None), _has_link(request, found)
    if request.method == "POST" and form.is_valid():
        if not allow(f"verify-name:{found.serial}:{visitor(request)}", limit=NAMES, seconds=SECONDS):
            return _private(render(request, "errors/429.html", status=429))
        says = found.says
        is_known = knows(str(says["name"]), form.cleaned_data["name"], str(says.get("family", "")))
        if not is_known:
            form.add_error("name", _("This is no word of the name on this certificate."))
    context = {"certificate": found, "status": status, "form": form, "name": found.says["name"] if is_known else ""}
    code = 422 if request.method == "POST" and form.errors else 200
    return _private(render(request, "certificates/certificate.html", context, status=code))


@never_cache
@require_safe
def as_json(request: HttpRequest, serial: str) -> JsonResponse:
    """Say the same to a program; a program learns no name."""
    found, status, answer = _look(request, serial)
    if found is None:
        return _private(JsonResponse({"status": status}, status=answer))
    return _private(JsonResponse({"status": status, **_public(found)}))


def _look(request: HttpRequest, serial: str) -> tuple[Certificate | None, str, int]:
    """Return the certificate with its status, or why there is none: mistyped, unknown, or asked too often."""
    read = read_serial(serial)
    if read is None:
        return None, "mistyped", 404
    if not allow(f"verify:{visitor(request)}", limit=LOOKS, seconds=SECONDS):
        return None, "too often", 429
    found = Certificate.objects.select_related("successor").filter(serial=read).first()
    return (found, found.status, 200) if found else (None, "unknown", 404)


def _has_link(request: HttpRequest, found: Certificate) -> bool:
    link = request.GET.get("by", "")
    return found.link_revoked_at is None and bool(link) and codes.same(found.link, link)


def _public(found: Certificate) -> dict[str, Any]:
    """Return what anybody may know of a certificate."""
    says = found.says
    return {
        "serial": found.printed_serial,
        "kind": str(found.get_kind_display()),
        "title": says["title"],
        "issuer": says["issuer"],
        "dates": says["dates"],
        "credit": says["credit"],
        "scheme": says["scheme"]["code"] if says["scheme"] else "",
        "issued": found.issued_at.date().isoformat(),
        "expires": found.expires_on.isoformat() if found.expires_on else None,
        "ended": found.ended_at.date().isoformat() if found.ended_at else None,
        "reason": found.reason if found.state == Certificate.State.REVOKED else "",
    }


def _private(response: Response) -> Response:
    """Keep serials out of search engines and other sites' logs."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
