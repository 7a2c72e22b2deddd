"""The screens for a speaker who cancels: which sessions are concerned, what hangs on them, what can be done."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.agenda.models import Appearance, Session
from conference.edition.models import Edition
from conference.permissions import can_edit_agenda
from conference.planning.availability.services import take_back_withdrawal, withdraw_from
from conference.planning.consequences import Affected, affected_by
from conference.speakers.models import Speaker
from core.admin.screens import Guarded


class WithdrawalForm(forms.Form):
    """Which sessions the speaker leaves, or comes back to, and why."""

    sessions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Sessions"),
        queryset=Session.objects.none(),
        error_messages={
            "required": gettext_lazy("Choose at least one session."),
            "invalid_choice": gettext_lazy("One of these sessions is not the speaker's, or is over."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, required=False,
        help_text=gettext_lazy("Kept in the audit; told to nobody."),
    )  # fmt: skip
    act = forms.ChoiceField(choices=[("withdraw", ""), ("return", "")])

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sessions"].queryset = sessions  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Concerned:
    """One session of the speaker who cancels."""

    appearance: Appearance
    session: Session
    others: list[Speaker]
    affected: Affected
    is_over: bool
    left: bool


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What both screens share."""

    allowed = can_edit_agenda
    page_title = gettext_lazy("A speaker cancels")
    header_icon = "warning"
    breadcrumbs_items = ()


class Withdrawals(Screen):
    """Choose the speaker; those who have left something come first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List the current edition's speakers by what may be shown of them."""
        edition = Edition.objects.current() or Edition.objects.first()
        speakers = Speaker.objects.of(edition).prefetch_related("appearances__session") if edition else []
        words = request.GET.get("q", "").strip().casefold()
        found = [item for item in speakers if words in f"{item.label} {item.code}".casefold()]
        context = self.get_context_data(edition=edition, speakers=found, words=request.GET.get("q", ""))
        return render(request, "conference/admin/availability/speakers.html", context)


class Withdrawal(Screen):
    """All sessions of one speaker; leave some or all of them, or come back."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show them, with who and what hangs on each."""
        speaker = self._speaker()
        concerned = _concerned(speaker)
        ticked = [str(item.session.pk) for item in concerned if not item.is_over and not item.left]
        return self._show(speaker, WithdrawalForm(sessions=_open_sessions(speaker)), ticked, 200)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw, or take it back."""
        speaker = self._speaker()
        form = WithdrawalForm(request.POST, sessions=_open_sessions(speaker))
        if not form.is_valid():
            return self._show(speaker, form, request.POST.getlist("sessions"), 422)
        keys = [session.pk for session in form.cleaned_data["sessions"]]
        if form.cleaned_data["act"] == "withdraw":
            reason = form.cleaned_data["reason"]
            ended = withdraw_from(speaker=speaker, sessions=keys, actor=request.user, reason=reason)
            said = ngettext("%d session lost its presenter.", "%d sessions lost a presenter.", len(ended))
            messages.success(request, said % len(ended) + " " + _("Visitors see it once you publish."))
        else:
            back = take_back_withdrawal(speaker=speaker, sessions=keys, actor=request.user)
            messages.success(request, _("Taken back for %d sessions.") % len(back))
        return redirect("conference_withdrawals:speaker", pk=speaker.pk)

    def _show(self, speaker: Speaker, form: WithdrawalForm, ticked: list[str], status: int) -> HttpResponse:
        context = self.get_context_data(
            speaker=speaker, edition=speaker.edition, form=form, ticked=ticked, concerned=_concerned(speaker)
        )
        return render(self.request, "conference/admin/availability/withdrawal.html", context, status=status)

    def _speaker(self) -> Speaker:
        found: Speaker = get_object_or_404(Speaker.objects.select_related("edition"), pk=self.kwargs["pk"])
        return found


def _open_sessions(speaker: Speaker) -> Any:
    mine = Session.objects.filter(appearances__speaker=speaker)
    return mine.exclude(ends_at__lte=timezone.now())


def _concerned(speaker: Speaker) -> list[Concerned]:
    """Return the speaker's sessions in order of time, in seven queries whatever their number."""
    own = speaker.appearances.select_related("session__room").order_by("session__starts_at", "session__code")
    rows = list(own.prefetch_related("session__appearances__speaker"))
    affected = affected_by(item.session_id for item in rows)
    now = timezone.now()
    return [
        Concerned(
            appearance=item,
            session=item.session,
            others=[
                other.speaker
                for other in item.session.appearances.all()
                if other.speaker_id != speaker.pk and other.state != Appearance.State.WITHDRAWN
            ],
            affected=affected.get(item.session_id, Affected()),
            is_over=bool(item.session.ends_at and item.session.ends_at <= now),
            left=item.state == Appearance.State.WITHDRAWN,
        )
        for item in rows
    ]
