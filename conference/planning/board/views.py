"""The board's page and what its JavaScript asks for."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.agenda.models import Session
from conference.agenda.placed import Placed, working
from conference.agenda.services.editing import NeedsReason
from conference.agenda.services.locking import StaleSession
from conference.edition.models import Edition
from conference.permissions import can_edit_agenda
from conference.planning.board.asking import question_about
from conference.planning.board.moving import Ground, carry_out, ground_of, resolve
from conference.planning.board.schema import BadRequest, read_moves
from conference.planning.board.state import after_change, cards, changes_since, revision_of, whole_board
from conference.planning.board.words import board_words
from core.admin.screens import Guarded


def edition_of(year: int) -> Edition:
    """Return a year's edition; raises Http404."""
    edition = Edition.objects.filter(year=year).first()
    if edition is None:
        raise Http404
    return edition


class BoardIndex(Guarded, View):
    """Leads to the current edition's board."""

    allowed = can_edit_agenda

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect, or say that there is no edition."""
        edition = Edition.objects.current() or Edition.objects.first()
        if edition is None:
            raise Http404
        return redirect("conference_board:board", year=edition.year)


class Board(Guarded, WagtailAdminTemplateMixin, TemplateView):
    """The board; without JavaScript a list of sessions with links to their forms."""

    allowed = can_edit_agenda
    template_name = "conference/admin/board/board.html"
    page_title = gettext_lazy("Agenda board")
    header_icon = "calendar-alt"
    breadcrumbs_items = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the state for the script and the list for readers without one."""
        edition = edition_of(self.kwargs["year"])
        placed = working(edition)
        return super().get_context_data(
            edition=edition,
            editions=Edition.objects.all(),
            state=whole_board(edition),
            words=board_words(),
            days=[(day, _on(placed, edition, day)) for day in edition.days()],
            tray=Session.objects.of(edition).unscheduled(),
            **kwargs,
        )


def _on(placed: list[Placed], edition: Edition, day: Any) -> list[Placed]:
    return [item for item in placed if edition.local(item.starts_at).date() == day]


class Changes(Guarded, View):
    """What changed after a revision; asked every few seconds."""

    allowed = can_edit_agenda

    def get(self, request: HttpRequest, year: int) -> JsonResponse:
        """Answer with changed sessions, or with the revision alone."""
        since = request.GET.get("since", "")
        if not (since.isascii() and since.isdigit() and len(since) < 10):
            return refuse(400, _("The revision must be a number."))
        return JsonResponse(changes_since(edition_of(year), int(since)))


class Moves(Guarded, View):
    """Moves, lengthens, swaps, schedules and unschedules."""

    allowed = can_edit_agenda

    def post(self, request: HttpRequest, year: int) -> HttpResponseBase:
        """Do it and return what is different now."""
        ground = _ground_of(year)
        return answered(lambda: _moved(ground, request))


class Questions(Guarded, View):
    """What has to be known before moves are made."""

    allowed = can_edit_agenda

    def post(self, request: HttpRequest, year: int) -> HttpResponseBase:
        """Return reasons that are needed and who is affected."""
        ground = _ground_of(year)
        return answered(lambda: _asked(ground, request))


def _ground_of(year: int) -> Ground:
    ground = ground_of(year)
    if ground is None:
        raise Http404
    return ground


def _moved(ground: Ground, request: HttpRequest) -> JsonResponse:
    moved = carry_out(ground=ground, moves=read_moves(request.body), actor=request.user)
    return JsonResponse({"revision": moved[0].revision, **after_change(ground.edition, moved, ground.room_names)})


def _asked(ground: Ground, request: HttpRequest) -> JsonResponse:
    question = question_about(ground.edition, resolve(ground, read_moves(request.body)))
    return JsonResponse({"reasonsFor": question.reasons_for, "sentences": question.sentences})


def answered(act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return the act's answer, or a sentence and a 4xx for what it refuses."""
    try:
        return act()
    except BadRequest as error:
        return refuse(400, *error.sentences)
    except StaleSession as error:
        return _clash(error.session)
    except NeedsReason as error:
        sentence = _("%s is restricted: say why it may stand in a room whose door is not controlled.")
        return refuse(422, sentence % error.session.code, reasonsFor=[error.session.code])


def _clash(session: Session) -> JsonResponse:
    sentence = _("%s was changed by somebody else. Nothing of yours was saved.") % session.code
    stored = cards(session.edition, [session])
    return refuse(409, sentence, sessions=stored, revision=revision_of(session.edition))


def refuse(status: int, *sentences: str, **more: Any) -> JsonResponse:
    """Return a refusal as the board shows it."""
    return JsonResponse({"errors": list(sentences), **more}, status=status)
