"""The organizers' screen that asks about the complimentary place of a speaker who left."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.permissions import can_cancel_registrations, can_manage_proposals
from conference.proposals.answers.models import Notice
from conference.proposals.answers.ticket import NoPlace, StillSpeaks, free_place, place_of
from conference.proposals.decisions.screens import CallScreen
from conference.registration.services.granting import NotFree
from conference.registration.states import IllegalMove

CONFLICT, INVALID = 409, 422
REFUSALS = {
    NoPlace: gettext_lazy("The place was cancelled meanwhile."),
    IllegalMove: gettext_lazy("The place was cancelled meanwhile."),
    StillSpeaks: gettext_lazy("They present something else at this conference: the place is for that too."),
    NotFree: gettext_lazy("Something was bought with this place. Cancel it on the registration's own page."),
}


def may_free_places(user: Any) -> bool:
    """Whoever sees answers and cancels registrations."""
    return can_manage_proposals(user) and can_cancel_registrations(user)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, initial=gettext_lazy("The speaker withdrew."),
        help_text=gettext_lazy("For our records. The person is never told it."),
    )  # fmt: skip


class FreePlace(CallScreen):
    """Cancel a complimentary place, after a confirmation with its reason."""

    allowed: ClassVar[Any] = staticmethod(may_free_places)
    template = "core/admin/form.html"
    page_title = gettext_lazy("Cancel the complimentary place")
    header_icon = "user"

    @cached_property
    def notice(self) -> Notice:
        """What the address names; raises Http404."""
        rows = Notice.objects.filter(proposal__in=self.proposals().order_by().values("pk")).select_related(
            "proposal", "presenter__answer_given__registration__edition", "presenter__answer_given__registration__order"
        )
        return get_object_or_404(rows, pk=self.kwargs["notice"])

    def get(self, request: HttpRequest, year: int, notice: int) -> HttpResponse:
        """Ask."""
        if place_of(self.notice) is None:
            raise Http404
        return self._ask(ReasonForm())

    def post(self, request: HttpRequest, year: int, notice: int) -> HttpResponse:
        """Cancel it."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._ask(form, INVALID)
        try:
            free_place(notice=self.notice, actor=request.user, reason=form.cleaned_data["reason"])
        except tuple(REFUSALS) as refusal:
            form.add_error(None, str(REFUSALS[type(refusal)]))
            return self._ask(form, CONFLICT)
        messages.success(request, _("The place is cancelled."))
        return redirect("conference_answers:answers", year=year)

    def _ask(self, form: forms.Form, status: int = 200) -> HttpResponse:
        place, presenter = place_of(self.notice), self.notice.presenter
        facts = [(_("Proposal"), self.notice.proposal.code), (_("Who"), presenter.label if presenter else "—"),
                 (_("Order"), place.order.number if place else "—")]  # fmt: skip
        back = reverse("conference_answers:answers", args=[self.kwargs["year"]])
        return self.show(status, form=form, facts=facts, back=back, danger=True)
