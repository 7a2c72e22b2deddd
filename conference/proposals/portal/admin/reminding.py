"""Whom to remind of what is open: filtered, ticked, each previewed; sent in one act."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.proposals.letters.forms import SendForm, fresh_key
from conference.proposals.letters.models import Dispatch, Kind
from conference.proposals.letters.services import NobodyChosen
from conference.proposals.letters.shipped import text_of
from conference.proposals.letters.views import kept_query
from conference.proposals.models import Call
from conference.proposals.portal.admin.screens import PER_PAGE, EditionScreen
from conference.proposals.portal.matrix import row_of
from conference.proposals.portal.services.reminding import (
    MissingValues,
    Reminder,
    send_reminders,
    to_remind,
    write_reminder,
)
from conference.speakers.models import Speaker, SpeakerQuerySet

CONFLICT, INVALID = 409, 422


class Remind(EditionScreen):
    """Those with open tasks, and their letters."""

    template = "conference/admin/speaker_tasks/remind.html"
    page_title = gettext_lazy("Remind of tasks")
    header_icon = "mail"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show a page of them."""
        return self._page(fresh_key(), None)

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Send to those ticked, or to everybody on all pages."""
        if Dispatch.objects.filter(key=request.POST.get("key", "")).exists():
            messages.info(request, _("This was sent already, once."))
            return redirect(self.matrix_url)
        form = SendForm(request.POST, choices=map(str, self._people.order_by().values_list("pk", flat=True)))
        if not form.is_valid():
            said = _("Nothing was sent: some of those ticked have done everything meanwhile. Look again.")
            return self._page(fresh_key(), request.POST.getlist("send"), CONFLICT, said=said)
        return self._send(form.chosen, form.cleaned_data["key"])

    def _send(self, people: list[int], key: str) -> HttpResponse:
        try:
            dispatch = send_reminders(edition=self.edition, speakers=people, key=key, actor=self.request.user)
        except NobodyChosen:
            return self._page(key, [], INVALID, said=_("Nothing was sent: tick at least one person."))
        except MissingValues as lacking:
            said = _("Nothing was sent: values are missing. Add them, or untick these people.")
            faults = [f"{_name(item.row.speaker)}: {', '.join(item.missing)}" for item in lacking.reminders]
            return self._page(key, [str(person) for person in people], INVALID, said=said, faults=faults)
        number = dispatch.letters.count()
        messages.success(
            self.request, ngettext("%d letter is on its way.", "%d letters are on their way.", number) % number
        )
        return redirect(self.matrix_url)

    @cached_property
    def _people(self) -> SpeakerQuerySet:
        return self.filters.narrow(to_remind(self.edition, self.now), self.dues, self.now)

    def _page(self, key: str, ticked: list[str] | None, status: int = 200, **more: Any) -> HttpResponse:
        shown = Paginator(self._people, PER_PAGE).get_page(self.request.GET.get("p"))
        text = text_of(self.edition, Kind.TASKS)
        written = [write_reminder(row_of(speaker, self.dues, self.now), text) for speaker in shown]
        return self.show(
            status,
            edition=self.edition,
            rows=[(item, ticked is None or str(item.row.speaker.pk) in ticked) for item in written],
            page_obj=shown,
            kept=kept_query(self.request),
            key=key,
            filters=self.filters,
            asked=self.request.GET.urlencode(),
            lacking=sum(bool(item.missing) for item in written),
            has_call=Call.objects.filter(edition=self.edition).exists(),
            **more,
        )


class Preview(EditionScreen):
    """One reminder as its reader would get it; the personal link is left out."""

    template = "conference/admin/speaker_tasks/preview.html"
    page_title = gettext_lazy("Preview")
    header_icon = "mail"

    def get(self, request: HttpRequest, year: int, speaker: int) -> HttpResponse:
        """Show it."""
        found = get_object_or_404(to_remind(self.edition, self.now), pk=speaker)
        reminder: Reminder = write_reminder(row_of(found, self.dues, self.now), text_of(self.edition, Kind.TASKS))
        has_call = Call.objects.filter(edition=self.edition).exists()
        return self.show(edition=self.edition, reminder=reminder, has_call=has_call)


def _name(speaker: Speaker) -> str:
    return f"{speaker.label} ({speaker.code})"
