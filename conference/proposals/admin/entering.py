"""Proposals that staff enter: one by a form, many from a file with a dry run."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.permissions import can_manage_proposals
from conference.proposals.admin.screens import Screen
from conference.proposals.forms import PersonForm, ProposalForm
from conference.proposals.forms.asking import CorrectForm
from conference.proposals.imports import COLUMNS, MOST_BYTES, UnreadableFile, import_rows, read_table
from conference.proposals.models import Call
from conference.proposals.services.entering import enter_proposal
from conference.proposals.working import keep

INVALID = 422


class CallChoice(forms.Form):
    """Into which call."""

    call = forms.ModelChoiceField(label=gettext_lazy("Call"), queryset=Call.objects.select_related("edition"))


class EnterForm(CorrectForm):
    """Whose it is."""

    tell = forms.BooleanField(
        label=gettext_lazy("Write to them that it is there"), required=False,
        help_text=gettext_lazy("They make it theirs by their address, with or without an account."),
    )  # fmt: skip


class Enter(Screen):
    """One proposal for somebody who could not write it themselves."""

    allowed = staticmethod(can_manage_proposals)
    template = "conference/admin/proposals/enter.html"
    page_title = gettext_lazy("Enter a proposal")
    header_icon = "plus"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the call first, then for the proposal."""
        return self._show(self._forms(self._call()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it."""
        call = self._call()
        forms_ = self._forms(call, request.POST)
        valid = [form.is_valid() for form in forms_]
        if call is None or not all(valid):
            return self._show(forms_, INVALID)
        whose, proposal, person = forms_
        entered = enter_proposal(
            call=call,
            email=whose.cleaned_data["email"],
            values=proposal.values,
            part=person.values,
            typed=(_kept(proposal), _kept(person)),
            actor=request.user,
            tell=whose.cleaned_data["tell"],
        )
        messages.success(request, _("%s is entered.") % entered.code)
        return redirect("conference_proposals:detail", pk=entered.pk)

    def _call(self) -> Call | None:
        key = self.request.GET.get("call", "")
        calls = Call.objects.select_related("edition")
        chosen = calls.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 10 else None
        return chosen or (calls.first() if calls.count() == 1 else None)

    def _forms(self, call: Call | None, data: Any = None) -> list[Any]:
        if call is None:
            return []
        person = PersonForm(data, call=call, strict=False, prefix="person")
        # Nobody agrees for somebody else, nor says what of them may be published.
        for name in ("consents", "publish_name", "publish_photo", "publish_organization"):
            person.fields.pop(name, None)
        return [
            EnterForm(data, prefix="whose"), ProposalForm(data, call=call, strict=False, prefix="proposal"), person,
        ]  # fmt: skip

    def _show(self, forms_: list[Any], status: int = 200) -> HttpResponse:
        return self.show(status, forms=forms_, call=self._call(), choice=CallChoice())


def _kept(form: Any) -> str:
    """Return what was typed as its owner will find it."""
    data = {
        name: form.data.getlist(form.add_prefix(name)) for name in form.fields if form.add_prefix(name) in form.data
    }
    return keep(data, data)


class ImportForm(CallChoice):
    """A file, tried before it is taken."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"), help_text=gettext_lazy("UTF-8, a heading in the first line.")
    )
    dry_run = forms.BooleanField(
        label=gettext_lazy("Only try: say what is wrong, store nothing"), required=False, initial=True
    )
    field_order = ("call", "file", "dry_run")

    def clean_file(self) -> Any:
        """Read it into rows."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than %d MB.") % (MOST_BYTES // 1_000_000))
        try:
            return read_table(upload.read())
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error


class Import(Screen):
    """Proposals from a CSV file: all of them, or none and why."""

    allowed = staticmethod(can_manage_proposals)
    template = "conference/admin/proposals/import.html"
    page_title = gettext_lazy("Import proposals")
    header_icon = "upload"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        return self._show(ImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try it or take it."""
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form, INVALID)
        values = form.cleaned_data
        outcome = import_rows(call=values["call"], rows=values["file"], actor=request.user, dry_run=values["dry_run"])
        if outcome.faults:
            return self._show(form, INVALID, outcome=outcome)
        if values["dry_run"]:
            return self._show(form, outcome=outcome)
        messages.success(request, _("%d proposals are imported.") % outcome.count)
        return redirect("conference_proposals:index")

    def _show(self, form: ImportForm, status: int = 200, **context: Any) -> HttpResponse:
        return self.show(status, form=form, columns=COLUMNS, **context)
