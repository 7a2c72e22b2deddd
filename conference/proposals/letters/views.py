"""The committee's screens: templates, whom a letter goes to, one letter as its reader gets it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.proposals.decisions.screens import CallScreen
from conference.proposals.letters.forms import RecipientFilter, SendForm, TemplateForm, fresh_key
from conference.proposals.letters.models import Dispatch, Kind, Letter
from conference.proposals.letters.placeholders import PLACEHOLDERS
from conference.proposals.letters.recipients import people_of, to_write_to
from conference.proposals.letters.services import (
    MissingValues,
    NobodyChosen,
    StaleTemplate,
    Written,
    save_template,
    send_letters,
    write,
)
from conference.proposals.letters.shipped import text_of, texts_of
from conference.proposals.models.people import PresenterQuerySet
from core.placeholders import fill, names_in

CONFLICT, INVALID = 409, 422
SENDABLE = (Kind.REMINDER, Kind.TASKS, Kind.FREE)
PER_PAGE = 50


def kept_query(request: HttpRequest) -> str:
    """Return what the address asks for besides the page, ready for another page's link."""
    kept = request.GET.copy()
    kept.pop("p", None)
    return kept.urlencode()


def whose_and_which(letters: Any) -> list[str]:
    """Return a sentence for each letter that lacks values: whose, and which."""
    return [f"{item.person.proposal.code}, {item.person.label}: {', '.join(item.missing)}" for item in letters]


class Letters(CallScreen):
    """The kinds of letters with their texts, and what was sent last."""

    template = "conference/admin/letters/letters.html"
    page_title = gettext_lazy("Letters to speakers")
    header_icon = "mail"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """List them."""
        texts = texts_of(self.call.edition)
        dispatches = Dispatch.objects.filter(call=self.call).select_related("sent_by")
        waiting = Letter.objects.waiting().filter(dispatch__call=self.call).count()
        return self.show(
            edition=self.call.edition,
            kinds=[(kind, texts[kind], kind in SENDABLE) for kind in Kind],
            dispatches=[(item, self._kinds_of(item)) for item in dispatches.prefetch_related("letters")[:20]],
            waiting=waiting,
        )

    def _kinds_of(self, dispatch: Dispatch) -> list[tuple[str, int]]:
        kinds = [letter.kind for letter in dispatch.letters.all()]
        return [(str(kind.label), kinds.count(kind)) for kind in Kind if kind in kinds]


class OfKind(CallScreen):
    """A screen of one kind of letter."""

    header_icon = "mail"

    @cached_property
    def kind(self) -> Kind:
        """The kind that the address names; raises Http404."""
        if self.kwargs["kind"] not in Kind.values:
            raise Http404
        return Kind(self.kwargs["kind"])


class Template(OfKind):
    """One template, with the placeholders that it may hold and how it reads with their samples."""

    template = "conference/admin/letters/template.html"

    def get_page_title(self) -> str:
        """The kind."""
        return str(self.kind.label).capitalize()

    def get(self, request: HttpRequest, year: int, kind: str) -> HttpResponse:
        """Show it."""
        text = text_of(self.call.edition, self.kind)
        return self._page(TemplateForm(initial={**vars(text)}))

    def post(self, request: HttpRequest, year: int, kind: str) -> HttpResponse:
        """Check and store it."""
        form = TemplateForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        values = form.cleaned_data
        try:
            save_template(
                edition=self.call.edition,
                kind=self.kind,
                subject=values["subject"],
                body=values["body"],
                revision=values["revision"],
                actor=request.user,
            )
        except StaleTemplate as stale:
            form.take_revision(stale.text.revision)
            said = _("Somebody changed this text meanwhile. Theirs stands below; save again to replace it by yours.")
            return self._page(form, CONFLICT, said=said, other=stale.text)
        messages.success(request, _("The text is stored."))
        return redirect("conference_letters:letters", year=year)

    def _page(self, form: TemplateForm, status: int = 200, **more: Any) -> HttpResponse:
        text = text_of(self.call.edition, self.kind)
        samples = {name: item.sample for name, item in PLACEHOLDERS.items()}
        return self.show(
            status,
            edition=self.call.edition,
            form=form,
            placeholders=PLACEHOLDERS.values(),
            sample=(fill(text.subject, samples), fill(text.body, samples)),
            back="conference_letters:letters",
            **more,
        )


class Send(OfKind):
    """Whom a letter goes to: filtered, ticked, each previewed; sent in one act."""

    template = "conference/admin/letters/send.html"

    def get_page_title(self) -> str:
        """What is sent."""
        return str(self.kind.label).capitalize()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the tasks' own screen: it knows what is open, and the speakers without a proposal."""
        if kwargs["kind"] == Kind.TASKS:
            return redirect("conference_speaker_tasks:remind", year=kwargs["year"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, year: int, kind: str) -> HttpResponse:
        """Show the recipients."""
        return self._page(fresh_key(), None)

    def post(self, request: HttpRequest, year: int, kind: str) -> HttpResponse:
        """Send to those ticked."""
        key = request.POST.get("key", "")
        if Dispatch.objects.filter(key=key).exists():
            messages.info(request, _("This was sent already, once."))
            return redirect("conference_letters:letters", year=year)
        form = SendForm(request.POST, choices=map(str, self._people.order_by().values_list("pk", flat=True)))
        if not form.is_valid():
            said = _("Nothing was sent: some of those ticked have answered or left meanwhile. Look again.")
            return self._page(fresh_key(), request.POST.getlist("send"), CONFLICT, said=said)
        return self._send(form.chosen, form.cleaned_data["key"])

    def _send(self, people: list[int], key: str) -> HttpResponse:
        try:
            dispatch = send_letters(
                call=self.call, kind=self.kind, proposals=self.proposals(), people=people, key=key,
                actor=self.request.user,
            )  # fmt: skip
        except NobodyChosen:
            return self._page(key, [], INVALID, said=_("Nothing was sent: tick at least one person."))
        except MissingValues as lacking:
            said = _("Nothing was sent: values are missing. Add them, or untick these people.")
            ticked = [str(person) for person in people]
            return self._page(key, ticked, INVALID, said=said, faults=whose_and_which(lacking.letters))
        number = dispatch.letters.count()
        messages.success(
            self.request, ngettext("%d letter is on its way.", "%d letters are on their way.", number) % number
        )
        return redirect("conference_letters:letters", year=self.kwargs["year"])

    @cached_property
    def _filters(self) -> RecipientFilter:
        return RecipientFilter(self.request.GET or None, call=self.call)

    @cached_property
    def _people(self) -> PresenterQuerySet:
        if self.kind not in SENDABLE:
            raise Http404
        return self._filters.narrow(to_write_to(self.proposals(), self.kind))

    def _page(self, key: str, ticked: list[str] | None, status: int = 200, **more: Any) -> HttpResponse:
        shown = Paginator(self._people, PER_PAGE).get_page(self.request.GET.get("p"))
        text = text_of(self.call.edition, self.kind)
        written: list[Written] = [write(person, self.kind, text) for person in shown]
        lacking = sum(bool(item.missing) for item in written)
        rows = [(item, ticked is None or str(item.person.pk) in ticked) for item in written]
        return self.show(
            status,
            edition=self.call.edition,
            kind=self.kind,
            rows=rows,
            page_obj=shown,
            kept=kept_query(self.request),
            key=key,
            filters=self._filters,
            asked=self.request.GET.urlencode(),
            ready=len(written) - lacking,
            lacking=lacking,
            unwritten=self.kind == Kind.FREE and not text_of(self.call.edition, self.kind).revision,
            **more,
        )


class Preview(OfKind):
    """One letter as its recipient would get it, with their own values."""

    template = "conference/admin/letters/preview.html"
    page_title = gettext_lazy("Preview")

    def get(self, request: HttpRequest, year: int, kind: str, presenter: int) -> HttpResponse:
        """Show it; the personal link is left out."""
        person = get_object_or_404(people_of(self.proposals()), pk=presenter)
        text = text_of(self.call.edition, self.kind)
        needed = [PLACEHOLDERS[name] for name in names_in(text.subject + text.body)]
        letter = write(person, self.kind, text)
        return self.show(edition=self.call.edition, letter=letter, kind=self.kind, needed=needed)
