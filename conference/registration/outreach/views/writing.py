"""The list of messages, and writing one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from conference.edition.models import Edition
from conference.registration.outreach.forms import MessageForm
from conference.registration.outreach.models import BulkMessage
from conference.registration.outreach.placeholders import PLACEHOLDERS
from conference.registration.outreach.reporting import reports
from conference.registration.outreach.services import StaleMessage, save_message
from conference.registration.outreach.views.screens import CONFLICT, INVALID, OfMessage, Screen

PER_PAGE = 30


class Messages(Screen):
    """All messages with their reports, the newest first, in a fixed number of queries."""

    template = "conference/admin/outreach/messages.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        rows = BulkMessage.objects.select_related("edition", "written_by", "released_by").defer("body")
        shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        found = reports(shown)
        return self.show(
            rows=[(message, found[message.pk]) for message in shown],
            page_obj=shown,
            editions=Edition.objects.all(),
        )


class New(Screen):
    """A new message to an edition's people."""

    template = "conference/admin/outreach/write.html"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show the empty form."""
        edition = get_object_or_404(Edition, year=year)
        return self._page(edition, MessageForm(edition=edition))

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Store the draft."""
        edition = get_object_or_404(Edition, year=year)
        form = MessageForm(request.POST, edition=edition)
        if not form.is_valid():
            return self._page(edition, form, INVALID)
        message = stored(form, None, edition, request.user)
        return redirect("conference_bulk:message", pk=message.pk)

    def _page(self, edition: Edition, form: MessageForm, status: int = 200) -> HttpResponse:
        return self.show(status, edition=edition, form=form, placeholders=PLACEHOLDERS.values())


class Edit(OfMessage):
    """A draft; what is released stays as it was sent."""

    template = "conference/admin/outreach/write.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        message = self.message
        if message.state != BulkMessage.State.DRAFT:
            return redirect("conference_bulk:message", pk=pk)
        known = {name: getattr(message, name) for name in ("kind", "subject", "body", "revision")}
        return self._page(MessageForm(initial=known | message.filters, edition=message.edition))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store what was changed."""
        form = MessageForm(request.POST, edition=self.message.edition)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            stored(form, self.message, self.message.edition, request.user)
        except StaleMessage:
            form.add_error(None, _("Somebody changed or sent this message meanwhile. Open it again before you go on."))
            return self._page(form, CONFLICT)
        messages.success(request, _("The message is stored."))
        return redirect("conference_bulk:message", pk=pk)

    def _page(self, form: MessageForm, status: int = 200) -> HttpResponse:
        return self.show(
            status, edition=self.message.edition, message=self.message, form=form, placeholders=PLACEHOLDERS.values()
        )


def stored(form: MessageForm, message: BulkMessage | None, edition: Edition, actor: Any) -> BulkMessage:
    """Store what a valid form holds; raises StaleMessage."""
    values = form.cleaned_data
    return save_message(
        message=message,
        edition=edition,
        kind=values["kind"],
        subject=values["subject"],
        body=values["body"],
        filters=form.filters,
        revision=values["revision"],
        actor=actor,
    )
