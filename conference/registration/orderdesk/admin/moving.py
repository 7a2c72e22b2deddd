"""Move the chosen places to another ticket: first what it would change, then doing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from billing.errors import BillingError
from conference.permissions import can_decide_registrations
from conference.registration.capacity import SoldOut, ticket_usage
from conference.registration.orderdesk.admin.screens import Screen
from conference.registration.orderdesk.chosen import TooManyChosen, chosen_places
from conference.registration.orderdesk.differences import Change, NotMovable, plan_moves, total_difference
from conference.registration.orderdesk.forms.moving import MoveForm
from conference.registration.orderdesk.moving import move_places
from conference.registration.places import Registration
from conference.registration.services.placing import PriceChanged


class Move(Screen):
    """One or several places of one edition; nothing is done before the difference was shown."""

    allowed = staticmethod(can_decide_registrations)
    page_title = gettext_lazy("Move to another ticket")
    template = "conference/admin/orderdesk/move.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask where to."""
        places, sentence = self._chosen(request.GET)
        form = MoveForm(edition=places[0].edition) if places else None
        return self._page(places, form, sentence=sentence, status=422 if sentence else 200)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the difference; do it if just that was shown before."""
        places, sentence = self._chosen(request.POST)
        if not places:
            return self._page(places, None, sentence=sentence, status=422)
        form = MoveForm(request.POST, edition=places[0].edition)
        if not form.is_valid():
            return self._page(places, form, status=422)
        try:
            changes = plan_moves(places, form.target, form.edition)
            if form.cleaned_data["seen"] == form.mark(total_difference(changes)):
                return self._move(places, form, changes)
        except (NotMovable, SoldOut, PriceChanged, BillingError) as error:
            form.add_error(None, self._why(error, form))
            return self._page(places, form, status=422)
        return self._page(places, form, changes=changes)

    def _move(self, places: list[Registration], form: MoveForm, changes: list[Change]) -> HttpResponseBase:
        done = move_places(
            places=places,
            target=form.target,
            reason=form.cleaned_data["reason"],
            expected=total_difference(changes),
            actor=self.request.user,
        )
        sentence = ngettext("%(n)d place has the other ticket.", "%(n)d places have the other ticket.", len(done))
        messages.success(self.request, sentence % {"n": len(done)})
        if len(done) == 1:
            return redirect("conference_registrations:detail", pk=done[0].place.pk)
        return redirect("conference_registrations:index")

    @staticmethod
    def _chosen(data: QueryDict) -> tuple[list[Registration], str]:
        try:
            places = chosen_places(data)
        except TooManyChosen as error:
            return [], str(error.sentence)
        if len({place.edition_id for place in places}) > 1:
            return [], _("Choose places of one edition.")
        return places, "" if places else _("Tick places in the list first.")

    @staticmethod
    def _why(error: Exception, form: MoveForm) -> str:
        """Return why it was not done, as a sentence."""
        if isinstance(error, SoldOut):
            return _("Only %d places are left of this ticket.") % error.left
        if isinstance(error, PriceChanged):
            return _("The amounts changed in the meantime. Look at the difference again.")
        if not isinstance(error, NotMovable):
            return str(getattr(error, "sentence", error))
        if error.place.ticket_type_id == form.cleaned_data["ticket_type"].pk:
            return _("%(who)s has this ticket already.") % {"who": error.place}
        return _("The place of %(who)s has ended, or is held until it is paid: it cannot be moved.") % {
            "who": error.place
        }

    def _page(
        self,
        places: list[Registration],
        form: MoveForm | None,
        *,
        changes: list[Change] | None = None,
        sentence: str = "",
        status: int = 200,
    ) -> HttpResponse:
        context: dict[str, Any] = {"places": places, "form": form, "sentence": sentence}
        if changes and form:
            difference = total_difference(changes)
            left = ticket_usage(form.edition).ticket_left(form.target.ticket_type)
            context |= {
                "changes": changes,
                "difference": difference,
                "back": -difference,
                "left": left,
                "seen": form.mark(difference),
                "currency": form.edition.currency,
                "too_few": left is not None and left < sum(change.new.quantity for change in changes),
            }
        return self.show(status, **context)
