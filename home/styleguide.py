"""Every component in every state, for those who build pages; shown where SHOW_STYLEGUIDE is on."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core.icons import ICONS

COLOURS = (
    "page", "surface", "sunken", "tint", "line", "edge", "text", "muted", "link", "action", "accent", "accent-tint",
    "focus", "info", "success", "warning", "danger", "deep", "lamp",
)  # fmt: skip


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As it should stand on the badge."))
    email = forms.EmailField(label=_("Work e-mail"))
    agency = forms.CharField(label=_("Agency"), required=False)
    country = forms.ChoiceField(label=_("Country"), choices=[("", "—"), ("US", "United States"), ("CA", "Canada")])
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    level = forms.ChoiceField(
        label=_("Level"),
        widget=forms.RadioSelect,
        choices=[("basic", _("Basic")), ("advanced", _("Advanced"))],
        help_text=_("Choose one."),
    )
    needs = forms.MultipleChoiceField(
        label=_("Access needs"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("step", _("Step-free access")), ("caption", _("Live captions")), ("quiet", _("Quiet room"))],
    )
    proof = forms.FileField(label=_("Proof of work"), required=False, help_text=_("PDF, JPEG or PNG, up to 5 MB."))
    message = forms.CharField(label=_("Message"), required=False, widget=forms.Textarea)
    conduct = forms.BooleanField(label=_("I have read the code of conduct."))


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the components; 404 on a public server."""
    if not settings.SHOW_STYLEGUIDE:
        raise Http404
    messages.success(request, _("A message after something worked."))
    wrong = SampleForm({"wrong-email": "not an address", "wrong-agency": "Kept as typed"}, prefix="wrong")
    wrong.add_error(None, _("An error that belongs to no field."))
    context: dict[str, Any] = {
        "form": SampleForm(),
        "wrong": wrong,
        "icons": list(ICONS),
        "colours": COLOURS,
        "crumbs": [(_("Home"), "/"), (_("Conference"), "/")],
        "steps": [_("Choose"), _("Who"), _("Review"), _("Pay")],
        "page": Paginator(range(200), 10).page(4),
        "names": ["Robin Example", "María José Álvarez", "李明", "محمد العربي", "Dr. O. Testperson"],
        "tabs": [(_("Monday"), "#tabs", True), (_("Tuesday"), "#tabs", False), (_("Wednesday"), "#tabs", False)],
        "chips": [
            (_("All"), "#chips", True, 86),
            (_("Stalking"), "#chips", False, 12),
            (_("Legal"), "#chips", False, 9),
        ],
    }
    return render(request, "home/styleguide.html", context)
