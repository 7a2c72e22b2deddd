"""The contact page's form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from core.ratelimit.services import allow, visitor
from home.contact.forms import ContactForm
from home.contact.services import take_message
from home.navigation.breadcrumbs import crumbs

PER_HOUR = 5
TOO_MANY = 429


def contact(request: HttpRequest, page: Any) -> HttpResponse:
    """Show the form, take a message, or say why not; what was typed always stays."""
    form = ContactForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.written_by_machine:
            return redirect(f"{page.get_url(request)}?sent=1")
        if allow(f"contact:{visitor(request)}", limit=PER_HOUR, seconds=3600):
            take_message(message=form.save(commit=False))
            return redirect(f"{page.get_url(request)}?sent=1")
        form.add_error(
            None, _("That was a little too often. Please wait an hour and send it again; your text is still here.")
        )
        status = TOO_MANY
    context = {
        **page.get_context(request),
        "form": form,
        "crumbs": crumbs(page, request),
        "sent": "sent" in request.GET,
    }
    response = TemplateResponse(request, "home/contact_page.html", context, status=status)
    # The thanks and the form share an address, so the page cache must keep neither.
    add_never_cache_headers(response)
    return response
