"""One message: whom it goes to and each copy before it is sent, the report afterwards."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.registration.outreach.forms import ReleaseForm
from conference.registration.outreach.models import BulkMessage, Outcome
from conference.registration.outreach.recipients import chosen, grouped, loaded
from conference.registration.outreach.reporting import described, reports
from conference.registration.outreach.services import (
    MissingValues,
    NobodyChosen,
    StaleMessage,
    go_on,
    pause,
    release,
    send_test,
    try_again,
)
from conference.registration.outreach.views.screens import CONFLICT, INVALID, OfMessage
from conference.registration.outreach.writing import write
from core.audit.services import record

PER_PAGE = 50
# So many of those who lack a value are named; the number says how many there are.
NAMED = 50


class Drafted(OfMessage):
    """A screen of a draft's recipients."""

    @cached_property
    def groups(self) -> dict[str, list[int]]:
        """The keys of places by address."""
        return grouped(chosen(self.message.edition, self.message.filters))


class Message(Drafted):
    """A draft with its recipients, or a released message with its report. That people were listed is recorded."""

    def get_page_title(self) -> str:
        """Its subject."""
        return self.message.subject

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        record(actor=request.user, action="bulk_message.people_read", obj=self.message)
        if self.message.state == BulkMessage.State.DRAFT:
            return self.draft()
        return self._report()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send it to those shown."""
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            return self.draft(INVALID, said=_("Nothing was sent: tick that you are sure."))
        values = form.cleaned_data
        try:
            number = release(message=self.message, revision=values["revision"], seen=values["seen"], actor=request.user)
        except StaleMessage:
            said = _("Nothing was sent: the message, or whom it goes to, changed meanwhile. Look again.")
            return self.draft(CONFLICT, said=said)
        except NobodyChosen:
            return self.draft(INVALID, said=_("Nothing was sent: the filters keep nobody."))
        except MissingValues as lacking:
            faults = [f"{copy.label}: {', '.join(copy.missing)}" for copy in lacking.copies[:NAMED]]
            said = ngettext(
                "Nothing was sent: %d person lacks a value.",
                "Nothing was sent: %d people lack values.",
                len(lacking.copies),
            ) % len(lacking.copies)
            return self.draft(INVALID, said=said, faults=faults)
        messages.success(request, ngettext("%d copy is on its way.", "%d copies are on their way.", number) % number)
        return redirect("conference_bulk:message", pk=pk)

    def draft(self, status: int = 200, **more: Any) -> HttpResponse:
        """Show whom the message goes to."""
        self.template = "conference/admin/outreach/draft.html"
        shown = Paginator(list(self.groups.items()), PER_PAGE).get_page(self.request.GET.get("p"))
        return self.show(
            status,
            message=self.message,
            filters=described(self.message),
            total=len(self.groups),
            places=sum(map(len, self.groups.values())),
            copies=[write(self.message, person) for person in loaded(dict(shown.object_list))],
            page_obj=shown,
            **more,
        )

    def _report(self) -> HttpResponse:
        self.template = "conference/admin/outreach/report.html"
        only = self.request.GET.get("only", "")
        copies = self.message.copies.with_outcome().select_related("registration__order", "mail").defer(
            "registration__address", "registration__proof", "registration__access_needs", "registration__dietary_needs",
            "mail__text", "mail__html", "address",
        )  # fmt: skip
        if only in Outcome.values:
            copies = copies.filter(outcome=only)
        return self.show(
            message=self.message,
            filters=described(self.message),
            report=reports([self.message])[self.message.pk],
            page_obj=Paginator(copies, PER_PAGE).get_page(self.request.GET.get("p")),
            only=only if only in Outcome.values else "",
            kept=f"only={only}" if only in Outcome.values else "",
        )


class Preview(Drafted):
    """One copy as its reader would get it, with the ways to the one before and the one after."""

    template = "conference/admin/outreach/preview.html"
    page_title = gettext_lazy("Preview")

    def get(self, request: HttpRequest, pk: int, place: int) -> HttpResponse:
        """Show it."""
        keys = [keys[0] for keys in self.groups.values()]
        if self.message.state != BulkMessage.State.DRAFT or place not in keys:
            raise Http404
        record(actor=request.user, action="bulk_message.people_read", obj=self.message)
        at = keys.index(place)
        address = list(self.groups)[at]
        [person] = loaded({address: self.groups[address]})
        return self.show(
            message=self.message,
            copy=write(self.message, person),
            number=at + 1,
            total=len(keys),
            before=keys[at - 1] if at else None,
            after=keys[at + 1] if at + 1 < len(keys) else None,
        )


class Act(OfMessage):
    """What is done with a message by one press of a button."""

    def post(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Do it."""
        if act == "test":
            send_test(message=self.message, actor=request.user)
            messages.success(request, _("A test with sample values is on its way to you."))
        elif act == "pause":
            pause(message=self.message, actor=request.user)
            messages.success(request, _("Paused. What is in the outbox already still goes."))
        elif act == "go-on":
            go_on(message=self.message, actor=request.user)
            messages.success(request, _("The rest is on its way."))
        elif act == "again":
            number = try_again(message=self.message, actor=request.user)
            messages.success(
                request, ngettext("%d copy is tried again.", "%d copies are tried again.", number) % number
            )
        else:
            raise Http404
        return redirect("conference_bulk:message", pk=pk)
