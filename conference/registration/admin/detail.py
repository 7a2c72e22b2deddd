"""One place with its person, items and history, and the acts on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from billing.errors import BillingError
from conference.permissions import can_decide_registrations, can_see_registrations
from conference.registration.admin.actions import ACTIONS
from conference.registration.orderdesk.noting import notes_about, tags_of
from conference.registration.places import Registration
from conference.registration.questions.kinds import shown
from conference.registration.questions.reading import answers_for
from conference.registration.states import IllegalMove
from conference.registration.vetting.asking.services import AlreadyAsked
from conference.registration.vetting.safety.holding import HeldForSafety
from core.admin.actions import Action, due_actions
from core.admin.screens import Guarded
from core.audit.models import AuditEntry
from core.audit.services import record
from core.files.services import serve_private
from core.money import format_money

HISTORY = 100


class PlaceScreen(Guarded, WagtailAdminTemplateMixin, View):
    """A screen below one registration."""

    allowed = staticmethod(can_see_registrations)
    header_icon = "group"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the place."""
        super().setup(request, *args, **kwargs)
        places = Registration.objects.select_related(
            "order", "edition", "ticket_type", "decided_by", "proof_file", "ticket_file"
        )
        self.place = get_object_or_404(places, pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, registrations, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("conference_registrations:index"), "label": _("Registrations")},
            {"url": reverse("conference_registrations:detail", args=[self.place.pk]), "label": str(self.place)},
        ]


class PlaceDetail(PlaceScreen):
    """Everything about a place, in a fixed number of queries. That it was looked at is recorded."""

    template_name = "conference/admin/registration.html"

    def get_page_title(self) -> str:
        """Who comes."""
        return str(self.place)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        place = self.place
        record(actor=request.user, action="registration.read", obj=place)
        context = self.get_context_data(
            place=place,
            actions=due_actions(ACTIONS, place, request.user),
            items=place.items.select_related("line", "add_on__session"),
            answers=[(answer, shown(answer.version, answer.value)) for answer in answers_for(request.user, place)],
            sees_proof=can_decide_registrations(request.user),
            notes=notes_about(place),
            tags=tags_of(place),
            may_tag=can_decide_registrations(request.user),
            note_url="conference_order_desk:place_note",
            tags_url="conference_order_desk:place_tags",
            key=place.pk,
            history=AuditEntry.objects.about(place).select_related("actor")[:HISTORY],
        )
        return render(request, self.template_name, context)


class PlaceAct(PlaceScreen):
    """Ask for what the act needs, then do it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self._page(request, self._action(request).form(self.place))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Act; what is refused is said above the form."""
        action = self._action(request)
        form = action.form(self.place, request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            action.run(self.place, form.cleaned_data, request.user)
        except HeldForSafety as held:
            form.add_error(None, str(held.sentence))
            return self._page(request, form, status=422)
        except (IllegalMove, AlreadyAsked):
            form.add_error(None, _("The place has changed in the meantime. Look at it once more."))
            return self._page(request, form, status=422)
        except BillingError as error:
            form.add_error(None, str(error.sentence))
            return self._page(request, form, status=422)
        messages.success(request, str(action.done))
        return redirect("conference_registrations:detail", pk=self.place.pk)

    def _action(self, request: HttpRequest) -> Action:
        action = ACTIONS.get(self.kwargs["action"])
        if action is None:
            raise Http404
        if not action.allowed(request.user):
            raise PermissionDenied
        return action

    def _page(self, request: HttpRequest, form: Any, status: int = 200) -> HttpResponse:
        action = ACTIONS[self.kwargs["action"]]
        place = self.place
        self.page_title = action.label
        context = self.get_context_data(
            form=form,
            danger=action.danger,
            submit=action.label,
            back=reverse("conference_registrations:detail", args=[place.pk]),
            facts=[
                (_("Person"), str(place)),
                (_("Ticket"), place.ticket_type.name),
                (_("Order"), place.order.number),
                (_("Price of the place"), format_money(place.price, place.order.currency)),
            ],
        )
        return render(request, "core/admin/form.html", context, status=status)


class PlaceProof(PlaceScreen):
    """The uploaded proof, for those who decide; every look is recorded."""

    allowed = staticmethod(can_decide_registrations)
    page_title = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send it."""
        if self.place.proof_file is None:
            raise Http404
        record(actor=request.user, action="registration.proof_read", obj=self.place)
        return serve_private(self.place.proof_file)


class PlaceAnswerFile(PlaceScreen):
    """A file that answers a question, for those who read the answer; every look is recorded."""

    page_title = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send it."""
        answer = answers_for(request.user, self.place).filter(pk=self.kwargs["answer"]).first()
        if answer is None or answer.file is None:
            raise Http404
        record(actor=request.user, action="registration.answer_read", obj=self.place)
        return serve_private(answer.file)
