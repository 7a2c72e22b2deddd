"""Writing: the proposal and one's own part, saved as they are typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conference.proposals.forms import PersonForm, ProposalForm
from conference.proposals.forms.ruled import RuledForm
from conference.proposals.models import Presenter, Proposal
from conference.proposals.services.drafting import may_write_part, save_part, save_working
from conference.proposals.services.locking import CallClosed, StaleCopy
from conference.proposals.services.submitting import fill_part
from conference.proposals.views.access import Own, find_own, page, too_often
from conference.proposals.working import TooMuch, as_posted, differing, keep
from core.ratelimit.services import allow, visitor

LABELS = (gettext_lazy("Proposal"), gettext_lazy("You"), gettext_lazy("Others"), gettext_lazy("Check and send"))
SAVES_AN_HOUR = 1500
CONFLICT, CLOSED, TOO_LARGE, INVALID = 409, 403, 413, 422


@dataclass(frozen=True)
class Sheet:
    """One of the two forms that are saved as they are typed."""

    form: type[RuledForm]
    template: str
    row: Callable[[Own], Proposal | Presenter]
    save: Callable[[Own, str, int], Proposal | Presenter]
    is_open: Callable[[Own], bool]
    step: int


PROPOSAL = Sheet(
    form=ProposalForm,
    template="edit",
    row=lambda own: own.proposal,
    save=lambda own, typed, revision: save_working(proposal=own.proposal, typed=typed, revision=revision),
    is_open=lambda own: own.proposal.may_be_edited(timezone.now()),
    step=1,
)
PERSON = Sheet(
    form=PersonForm,
    template="you",
    row=lambda own: own.part,
    save=lambda own, typed, revision: save_part(presenter=own.part, typed=typed, revision=revision),
    is_open=lambda own: may_write_part(own.part),
    step=2,
)


def revision_in(data: QueryDict) -> int:
    """Return the revision that a form was drawn with; nonsense is older than everything."""
    text = data.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """The proposal itself. Whatever is typed is kept; what is missing is said on the last page."""
    own = find_own(request, year, public_id, leads=True)
    if request.method != "POST":
        return show_sheet(request, own, PROPOSAL)
    answer = save_sheet(request, own, PROPOSAL)
    return answer or redirect("proposals:you" if "next" in request.POST else "proposals:edit", year, public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """One's own part. A co-presenter's is checked here and taken; the proposer's with the proposal."""
    own = find_own(request, year, public_id)
    if request.method != "POST":
        return show_sheet(request, own, PERSON)
    answer = save_sheet(request, own, PERSON)
    if answer:
        return answer
    if not own.part.is_lead:
        return _take_part(request, own)
    return redirect("proposals:people" if "next" in request.POST else "proposals:you", year, public_id)


def _take_part(request: HttpRequest, own: Own) -> HttpResponse:
    """Take a co-presenter's own part if it is valid; it is kept in any case."""
    part = find_own(request, own.proposal.call.edition.year, own.proposal.public_id).part
    form = PersonForm(as_posted(part.working), call=own.proposal.call)
    if not form.is_valid():
        return show_sheet(request, Own(own.author, own.proposal, part), PERSON, form=form, status=INVALID)
    try:
        fill_part(presenter=part, part=form.values, revision=part.revision)
    except StaleCopy as stale:
        return show_sheet(request, own, PERSON, form=form, stale=stale, status=CONFLICT)
    return redirect("proposals:check", own.proposal.call.edition.year, own.proposal.public_id)


def save_sheet(request: HttpRequest, own: Own, sheet: Sheet) -> HttpResponse | None:
    """Keep what was posted; return a page where it could not be kept, else None."""
    form = sheet.form(request.POST, call=own.proposal.call)
    try:
        sheet.save(own, keep(request.POST, form.fields), revision_in(request.POST))
    except StaleCopy as stale:
        return show_sheet(request, own, sheet, form=form, stale=stale, status=CONFLICT)
    except TooMuch:
        form.add_error(None, _("This is far more than a proposal can hold. Shorten it; it was not saved."))
        return show_sheet(request, own, sheet, form=form, status=TOO_LARGE)
    except CallClosed:
        form.add_error(None, _("The deadline has passed: nothing more is saved. Copy what you need."))
        return show_sheet(request, own, sheet, form=form, status=CLOSED)
    return None


def show_sheet(
    request: HttpRequest, own: Own, sheet: Sheet, *, form: RuledForm | None = None, stale: StaleCopy | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Show a form as it was last kept, or as it was just typed, with what another tab saved beside it."""
    row, call = sheet.row(own), own.proposal.call
    kept = as_posted(row.working)
    # Unbound, with what was kept as its first values: a beginner is not greeted with errors.
    shown = form or sheet.form(call=call, initial=first_values(sheet.form(call=call), kept))
    stored = _stored_beside(shown, stale) if stale else []
    return page(
        request,
        call,
        sheet.template,
        status=status,
        own=own,
        proposal=own.proposal,
        form=shown,
        revision=stale.revision if stale else row.revision,
        counts=(form or sheet.form(kept, call=call)).counts(),
        stored=stored,
        is_open=sheet.is_open(own),
        labels=LABELS,
        step=sheet.step,
    )


def first_values(form: RuledForm, kept: QueryDict) -> dict[str, Any]:
    """Return kept values as a form's first ones."""
    many = {name for name, field in form.fields.items() if hasattr(field.widget, "allow_multiple_selected")
            and field.widget.allow_multiple_selected}  # fmt: skip
    return {name: kept.getlist(name) if name in many else kept[name] for name in kept if name in form.fields}


def _stored_beside(form: RuledForm, stale: StaleCopy) -> list[tuple[str, str]]:
    """Return what the other tab saved, for the fields in which it differs from what was typed here."""
    other = as_posted(stale.stored)
    names = differing(keep(form.data, form.fields), stale.stored)
    return [(str(form[name].label), ", ".join(other.getlist(name)) or "—") for name in names if name in form.fields]


@never_cache
@require_POST
def autosave(request: HttpRequest, year: int, public_id: str, name: str) -> JsonResponse | HttpResponse:
    """Keep what is being typed, for the script; `name` is the sheet's."""
    sheet = {"proposal": PROPOSAL, "you": PERSON}[name]
    own = find_own(request, year, public_id, leads=sheet is PROPOSAL)
    if not allow(f"proposal-save:{visitor(request)}", limit=SAVES_AN_HOUR, seconds=3600):
        return too_often(request)
    form = sheet.form(request.POST, call=own.proposal.call)
    try:
        row = sheet.save(own, keep(request.POST, form.fields), revision_in(request.POST))
    except StaleCopy as stale:
        said = _("This was changed in another tab or on another device. Nothing is lost: choose which copy to keep.")
        return JsonResponse({"error": said, "revision": stale.revision}, status=CONFLICT)
    except TooMuch:
        return JsonResponse({"error": _("This is far more than a proposal can hold.")}, status=TOO_LARGE)
    except CallClosed:
        return JsonResponse({"error": _("The deadline has passed: nothing more is saved.")}, status=CLOSED)
    now = time_format(own.proposal.call.edition.local(timezone.now()))
    said = _("Saved at %s") % now
    return JsonResponse({"revision": row.revision, "saved": said, "counts": form.counts()})
