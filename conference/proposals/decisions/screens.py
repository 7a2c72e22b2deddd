"""What the committee's screens of one call share."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property

from conference.permissions import can_manage_proposals
from conference.proposals.admin.screens import Screen
from conference.proposals.models import Call
from conference.proposals.models.proposals import ProposalQuerySet


class CallScreen(Screen):
    """A screen of the call that the address's year names; the committee's alone."""

    allowed: ClassVar[Any] = staticmethod(can_manage_proposals)

    @cached_property
    def call(self) -> Call:
        """The call; raises Http404."""
        rows = Call.objects.select_related("edition", "speaker_ticket")
        return get_object_or_404(rows, edition__year=self.kwargs["year"])

    def proposals(self) -> ProposalQuerySet:
        """The call's proposals; nobody decides on their own, nor writes to themselves."""
        return self.reader.proposals().of(self.call)


class NewestCall(Screen):
    """Leads to the newest call's screen."""

    allowed: ClassVar[Any] = staticmethod(can_manage_proposals)
    name = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        call = Call.objects.select_related("edition").first()
        if call is None:
            return redirect("conference_calls:index")
        return redirect(self.name, year=call.edition.year)
