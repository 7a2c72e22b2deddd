"""The committee's screens: who answered what, what waits for an organizer, an answer given by telephone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.agenda.models import Appearance
from conference.permissions import can_cancel_registrations
from conference.proposals.answers.models import Notice
from conference.proposals.answers.services import NotAccepted, NotAgreed, ask_other_time, confirm, settle, withdraw
from conference.proposals.answers.ticket import place_of
from conference.proposals.decisions.screens import CallScreen
from conference.proposals.letters.models import Kind
from conference.proposals.letters.recipients import people_of
from conference.proposals.models import Presenter
from conference.proposals.models.people import PresenterQuerySet
from conference.proposals.states import ACCEPTING, IllegalMove

CONFLICT, INVALID = 409, 422
State = Appearance.State
SHOWN = {
    "unanswered": (gettext_lazy("unanswered"), Q(answer=State.INVITED) | Q(answer=None)),
    "confirmed": (gettext_lazy("confirmed"), Q(answer=State.CONFIRMED)),
    "other_time": (gettext_lazy("ask for another time"), Q(answer=State.OTHER_TIME)),
    "withdrawn": (gettext_lazy("withdrawn"), Q(answer=State.WITHDRAWN)),
}


class AnswersScreen(CallScreen):
    """What the screens share: everybody who was told that they are accepted."""

    header_icon = "user"

    def people(self) -> PresenterQuerySet:
        """Return them, those who withdrew included."""
        people = people_of(self.proposals().told_acceptance())
        return people.filter(proposal__announced_decision__in=ACCEPTING).select_related(
            "answer_given", "answer_given__registration"
        )


class Answers(AnswersScreen):
    """Accepted speakers by what they answered; what waits for an organizer comes first."""

    template = "conference/admin/answers/answers.html"
    page_title = gettext_lazy("Answers of speakers")

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """List them."""
        people = self.people()
        counts = people.order_by().aggregate(**{
            name: Count("pk", filter=condition) for name, (_label, condition) in SHOWN.items()
        })  # fmt: skip
        state = request.GET.get("state", "")
        if state in SHOWN:
            people = people.filter(SHOWN[state][1])
        reminded = people.annotate(reminded_at=Max("letters__created_at", filter=Q(letters__kind=Kind.REMINDER)))
        return self.show(
            call=self.call,
            edition=self.call.edition,
            people=[(person, State(person.answer or State.INVITED)) for person in reminded],  # type: ignore[attr-defined]
            states=[(name, label, counts[name]) for name, (label, _condition) in SHOWN.items()],
            state=state,
            notices=[(notice, place_of(notice)) for notice in self._notices()],
            may_free=can_cancel_registrations(request.user),
            waitlisted=self.proposals().submitted().filter(decision="waitlisted").count(),
        )

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Settle a notice."""
        key = request.POST.get("settle", "")
        known = key.isascii() and key.isdigit() and len(key) < 10
        notice = get_object_or_404(self._notices(), pk=int(key)) if known else None
        if notice is None:
            raise Http404
        settle(notice=notice, actor=request.user)
        messages.success(request, _("It is off the list."))
        return redirect("conference_answers:answers", year=year)

    def _notices(self) -> Any:
        rows = Notice.objects.open().filter(proposal__in=self.proposals().order_by().values("pk"))
        return rows.select_related("proposal__session", "presenter__answer_given__registration", "room")


class StaffAnswerForm(forms.Form):
    """What a speaker said by telephone or mail."""

    act = forms.ChoiceField(
        label=gettext_lazy("They"),
        choices=[("confirm", gettext_lazy("confirm")), ("other_time", gettext_lazy("ask for another time")),
                 ("withdraw", gettext_lazy("withdraw"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("What they said"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )


class AnswerFor(AnswersScreen):
    """Note somebody's answer for them, after the deadline too."""

    template = "core/admin/form.html"
    page_title = gettext_lazy("Note an answer")

    @cached_property
    def person(self) -> Presenter:
        """Whose answer it is; raises Http404."""
        return get_object_or_404(self.people(), pk=self.kwargs["presenter"])

    def get(self, request: HttpRequest, year: int, presenter: int) -> HttpResponse:
        """Ask what they said."""
        return self._ask(StaffAnswerForm())

    def post(self, request: HttpRequest, year: int, presenter: int) -> HttpResponse:
        """Take it."""
        form = StaffAnswerForm(request.POST)
        if not form.is_valid():
            return self._ask(form, INVALID)
        values = form.cleaned_data
        try:
            self._take(values["act"], values["note"])
        except NotAgreed:
            form.add_error(None, _("They have not filled in their part, or not agreed: only they can do that."))
            return self._ask(form, CONFLICT)
        except (NotAccepted, IllegalMove):
            form.add_error(None, _("They have withdrawn, or the proposal was."))
            return self._ask(form, CONFLICT)
        messages.success(request, _("The answer is noted."))
        return redirect("conference_answers:answers", year=year)

    def _take(self, act: str, note: str) -> None:
        actor = self.request.user
        if act == "confirm":
            confirm(person=self.person, actor=actor, late=True)
        elif act == "other_time":
            ask_other_time(person=self.person, note=note, actor=actor, late=True)
        else:
            withdraw(person=self.person, note=note, actor=actor)

    def _ask(self, form: forms.Form, status: int = 200) -> HttpResponse:
        facts = [(_("Proposal"), self.person.proposal.code), (_("Who"), self.person.label)]
        return self.show(
            status, form=form, facts=facts, back=reverse("conference_answers:answers", args=[self.call.edition.year])
        )
