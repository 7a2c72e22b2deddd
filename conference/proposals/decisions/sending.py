"""The committee's screen that sends the decisions: who would be told what, each letter previewed, one act."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.proposals.decisions.announcing import DecisionsMoved, send_decisions
from conference.proposals.decisions.screens import CallScreen
from conference.proposals.letters.forms import SendForm, fresh_key
from conference.proposals.letters.models import Dispatch, Kind, Letter
from conference.proposals.letters.recipients import people_of
from conference.proposals.letters.services import MissingValues, NobodyChosen, Written, write
from conference.proposals.letters.shipped import texts_of
from conference.proposals.letters.views import CONFLICT, INVALID, whose_and_which
from conference.proposals.models import Proposal


@dataclass
class Row:
    """A proposal whose decision nobody knows, with the letters that would tell it."""

    proposal: Proposal
    letters: list[Written] = field(default_factory=list)
    is_ticked: bool = True

    @property
    def value(self) -> str:
        """What the tick stands for: the proposal as its sender sees it."""
        return f"{self.proposal.pk}-{self.proposal.decision_revision}"


class SendDecisions(CallScreen):
    """Everything that was decided and not told."""

    template = "conference/admin/decisions/send.html"
    page_title = gettext_lazy("Send the decisions")
    header_icon = "mail"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show who would be told what."""
        return self._page(fresh_key())

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Send what is ticked, all of it or nothing."""
        if Dispatch.objects.filter(key=request.POST.get("key", "")).exists():
            messages.info(request, _("These decisions were sent already, once."))
            return redirect("conference_decisions:send", year=year)
        form = SendForm(request.POST, choices=[row.value for row in self._rows])
        if not form.is_valid():
            return self._moved([])
        pairs = [value.split("-") for value in form.cleaned_data["send"]]
        seen = {int(key): int(revision) for key, revision in pairs}
        try:
            dispatch = send_decisions(call=self.call, seen=seen, key=form.cleaned_data["key"], actor=request.user)
        except NobodyChosen:
            return self._page(
                form.cleaned_data["key"], INVALID, said=_("Nothing was sent: tick at least one proposal.")
            )
        except MissingValues as lacking:
            said = _("Nothing was sent: values are missing. Add them, or untick these proposals.")
            return self._page(fresh_key(), INVALID, said=said, faults=whose_and_which(lacking.letters))
        except DecisionsMoved as moved:
            return self._moved(moved.codes)
        number = dispatch.letters.count()
        messages.success(request, ngettext("%d letter is on its way.", "%d letters are on their way.", number) % number)
        return redirect("conference_decisions:send", year=year)

    def _moved(self, codes: list[str]) -> HttpResponse:
        said = _("Nothing was sent: somebody decided or sent meanwhile. Look at the list again.")
        # What was ticked before may not be what is decided now: it is looked at anew.
        self.__dict__.pop("_rows", None)
        return self._page(fresh_key(), CONFLICT, said=said, faults=codes)

    @cached_property
    def _rows(self) -> list[Row]:
        proposals = self.proposals().silent()
        texts = texts_of(self.call.edition)
        ticked = set(self.request.POST.getlist("send")) if self.request.method == "POST" else None
        rows: dict[int, Row] = {}
        for person in people_of(proposals):
            row = rows.setdefault(person.proposal_id, Row(person.proposal))
            kind = Kind(person.proposal.decision)
            row.letters.append(write(person, kind, texts[kind]))
            row.is_ticked = ticked is None or row.value in ticked
        return list(rows.values())

    def _page(self, key: str, status: int = 200, **more: Any) -> HttpResponse:
        lacking = [row for row in self._rows if any(letter.missing for letter in row.letters)]
        told = self.proposals().exclude(announced_decision="")
        return self.show(
            status,
            call=self.call,
            edition=self.call.edition,
            rows=self._rows,
            key=key,
            ready=len(self._rows) - len(lacking),
            lacking=len(lacking),
            told=told.count(),
            undecided=self.proposals().submitted().filter(decision="").count(),
            waiting=Letter.objects.waiting().filter(dispatch__call=self.call).count(),
            **more,
        )
