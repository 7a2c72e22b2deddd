"""The organizers' screens: read the drafts, write a note, edit one, send or drop them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.permissions import can_see_registrations
from conference.planning.digests.models import Digest, Mailing
from conference.planning.digests.services import DigestGone, drop, edit_digest, release, take_up_again, with_addresses
from conference.planning.digests.services import write_intro as store_intro
from conference.planning.digests.wording import Wording
from conference.planning.publishing.screens import Screen
from core.audit.services import record

PER_PAGE = 50
SECONDS_TO_RELOAD = "3"


class IntroForm(forms.Form):
    """A note before every draft."""

    intro = forms.CharField(
        label=gettext_lazy("Note to everybody"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Stands before what changed. Use public titles only: mails are read on many screens."),
    )  # fmt: skip


class TextForm(forms.Form):
    """One digest's own text; empty gives back the one worked out."""

    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=10_000, required=False, widget=forms.Textarea({"rows": 16}), strip=False
    )


class ChoiceForm(forms.Form):
    """Drafts ticked in the list; none means all of them."""

    digests = forms.TypedMultipleChoiceField(coerce=int, required=False)
    everybody = forms.BooleanField(required=False)

    def __init__(self, *args: Any, mailing: Mailing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = mailing.digests.values_list("pk", flat=True)
        self.fields["digests"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a choice."""
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned["digests"] or cleaned["everybody"]):
            raise forms.ValidationError(_("Tick at least one mail."))
        return cleaned

    @property
    def keys(self) -> list[int] | None:
        """The chosen keys; None for everybody's."""
        return None if self.cleaned_data["everybody"] else self.cleaned_data["digests"]


class OfMailing(Screen):
    """What both screens share: the mailing that the address names."""

    page_title = gettext_lazy("Mails about the agenda")
    header_icon = "mail"

    def mailing(self) -> Mailing:
        """Return it; raises Http404."""
        found: Mailing = get_object_or_404(
            Mailing.objects.select_related("version__edition"),
            version__edition__year=self.kwargs["year"],
            version__number=self.kwargs["number"],
        )
        return found


class Mails(OfMailing):
    """All mails of a version by state; a note to everybody; send or drop those ticked, or all."""

    template = "conference/admin/publishing/mails.html"

    def get(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        """List them."""
        mailing = self.mailing()
        return self._list(mailing, IntroForm(initial={"intro": mailing.intro}))

    def post(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        """Do what the pressed button says."""
        mailing = self.mailing()
        act = request.POST.get("act")
        if act == "intro":
            return self._write_intro(mailing)
        return self._decide(mailing, act)

    def _write_intro(self, mailing: Mailing) -> HttpResponse:
        form = IntroForm(self.request.POST)
        if not form.is_valid():
            return self._list(mailing, form, 422)
        store_intro(mailing=mailing, intro=form.cleaned_data["intro"], actor=self.request.user)
        messages.success(self.request, _("The note stands before every mail that has no text of its own."))
        return self._back(mailing)

    def _decide(self, mailing: Mailing, act: str | None) -> HttpResponse:
        acts: dict[str | None, tuple[Any, Any]] = {
            "send": (release, lambda n: ngettext("%d mail is on its way.", "%d mails are on their way.", n) % n),
            "drop": (drop, lambda n: ngettext("%d mail was dropped.", "%d mails were dropped.", n) % n),
            "draft": (take_up_again, lambda n: ngettext("%d draft again.", "%d drafts again.", n) % n),
        }
        form = ChoiceForm(self.request.POST, mailing=mailing)
        if act not in acts or not form.is_valid():
            said = " ".join(map(str, form.non_field_errors())) or _("Nothing was done.")
            return self._list(mailing, IntroForm(initial={"intro": mailing.intro}), 422, said=said)
        service, words = acts[act]
        number = service(mailing=mailing, keys=form.keys, actor=self.request.user)
        messages.success(self.request, words(number))
        return self._back(mailing)

    def _list(self, mailing: Mailing, form: IntroForm, status: int = 200, said: str = "") -> HttpResponse:
        counts = dict(mailing.digests.order_by().values_list("state").annotate(number=Count("pk")))
        state = self.request.GET.get("state", "")
        rows = mailing.digests.select_related("speaker")
        if state in Digest.State.values:
            rows = rows.filter(state=state)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        answer = self.show(
            status,
            edition=mailing.version.edition,
            mailing=mailing,
            form=form,
            said=said,
            page_obj=page,
            state=state,
            states=[(value, label, counts.get(value, 0)) for value, label in Digest.State.choices],
            drafts=counts.get(Digest.State.DRAFT, 0),
        )
        if status == 200 and (not mailing.drafted_at or counts.get(Digest.State.SENDING)):
            answer["Refresh"] = SECONDS_TO_RELOAD
        return answer

    def _back(self, mailing: Mailing) -> HttpResponse:
        return redirect("conference_versions:mails", year=mailing.version.edition.year, number=mailing.version.number)


class Mail(OfMailing):
    """One mail as it would be sent; its text can be changed while it is a draft."""

    template = "conference/admin/publishing/mail.html"

    def get(self, request: HttpRequest, year: int, number: int, pk: int) -> HttpResponse:
        """Show it; whom it goes to only to those who may see who registered, and recorded."""
        digest = self._digest()
        text = Wording(self.mailing()).body(digest)
        return self._page(digest, TextForm(initial={"text": with_addresses(text)}))

    def post(self, request: HttpRequest, year: int, number: int, pk: int) -> HttpResponse:
        """Store a text of its own, or give back the one worked out."""
        digest, form = self._digest(), TextForm(request.POST)
        if not form.is_valid():
            return self._page(digest, form, 422)
        text = form.cleaned_data["text"].replace("\r\n", "\n").strip()
        if "reset" in request.POST or text == with_addresses(Wording(self.mailing()).body(digest)):
            text = digest.text if "reset" not in request.POST else ""
        try:
            edit_digest(digest=digest, text=text, actor=request.user)
        except DigestGone:
            said = _("This mail is no draft any more; nothing was changed.")
            return self._page(digest, form, 409, said=said)
        messages.success(request, _("The mail's text is stored."))
        return redirect("conference_versions:mail", year=year, number=number, pk=pk)

    def _page(self, digest: Digest, form: TextForm, status: int = 200, said: str = "") -> HttpResponse:
        mailing = self.mailing()
        wording = Wording(mailing)
        address = ""
        # A speaker's address belongs to their identity, which has a screen of its own.
        if digest.reader == Digest.Reader.ATTENDEE and can_see_registrations(self.request.user):
            record(actor=self.request.user, action="digest.read", obj=digest)
            address = digest.address
        return self.show(
            status,
            edition=mailing.version.edition,
            mailing=mailing,
            digest=digest,
            form=form,
            said=said,
            subject=wording.subject(digest),
            body=with_addresses(wording.body(digest)),
            address=address,
        )

    def _digest(self) -> Digest:
        rows = Digest.objects.select_related("since", "speaker")
        found: Digest = get_object_or_404(rows, mailing=self.mailing(), pk=self.kwargs["pk"])
        return found
