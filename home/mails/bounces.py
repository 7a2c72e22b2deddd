"""Addresses from which mail comes back: told by the provider, or pasted by staff; removed once they work again."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.admin.screens import Guarded
from core.audit.services import record
from core.mail.bounces import Bounce, note_bounces
from core.mail.models import BouncingAddress
from home.permissions import can_see_mails

PER_PAGE, MOST = 50, 1000


class BounceForm(forms.Form):
    """Addresses, one on a line or with commas between them."""

    addresses = forms.CharField(
        label=gettext_lazy("Addresses from which mail came back"),
        widget=forms.Textarea({"rows": 8}),
        max_length=254 * MOST,
        help_text=gettext_lazy("One on a line, or a column of a table. The last mail to each is marked as come back."),
    )

    def clean_addresses(self) -> list[str]:
        """Refuse what is no address, by name."""
        found = [word for word in re.split(r"[\s,;\"<>]+", self.cleaned_data["addresses"]) if word]
        wrong = [word for word in found if not _is_address(word)]
        if wrong:
            raise ValidationError(_("This is no e-mail address: %s") % ", ".join(wrong[:5]))
        if len(found) > MOST:
            raise ValidationError(_("At most %d addresses at once.") % MOST)
        return found


def _is_address(word: str) -> bool:
    try:
        validate_email(word)
    except ValidationError:
        return False
    return len(word) <= 254


class Bounces(Guarded, WagtailAdminTemplateMixin, View):
    """The addresses, the form for more, and a button that takes one off."""

    allowed = staticmethod(can_see_mails)
    page_title = gettext_lazy("Mails that came back")
    header_icon = "mail"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them; that they were read is recorded."""
        record(actor=request.user, action="bounces.read", obj=request.user)  # type: ignore[arg-type]
        return self._page(BounceForm())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Take one off, or note those pasted."""
        if key := request.POST.get("remove", ""):
            known = BouncingAddress.objects.filter(pk=key) if key.isascii() and key.isdigit() else None
            if known is not None and known.delete()[0]:
                record(actor=request.user, action="bounces.removed", obj=request.user)  # type: ignore[arg-type]
                messages.success(request, _("Mail is sent to this address again."))
            return redirect("mails:bounces")
        form = BounceForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        found = [Bounce(address=address) for address in form.cleaned_data["addresses"]]
        marked = note_bounces(found)
        number = {"addresses": len(found), "mails": marked}
        record(actor=request.user, action="bounces.noted", obj=request.user, changes=number)  # type: ignore[arg-type]
        said = ngettext("%d mail is marked as come back.", "%d mails are marked as come back.", marked)
        messages.success(request, said % marked)
        return redirect("mails:bounces")

    def _page(self, form: BounceForm, status: int = 200) -> HttpResponse:
        rows = Paginator(BouncingAddress.objects.all(), PER_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = self.get_context_data(form=form, page_obj=rows)
        return render(self.request, "home/mails/bounces.html", context, status=status)
