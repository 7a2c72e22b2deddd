"""Notes and tags of one place, one order, or many places."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from billing.orders.models import Order
from conference.edition.models import Edition
from conference.permissions import can_decide_registrations, can_see_registrations
from conference.registration.orderdesk.admin.screens import Screen
from conference.registration.orderdesk.chosen import TooManyChosen, chosen_places
from conference.registration.orderdesk.forms.noting import ManyTagsForm, NoteForm, TagsForm
from conference.registration.orderdesk.models import Tag
from conference.registration.orderdesk.noting import change_tags, tags_of, write_note
from conference.registration.places import Registration
from conference.registration.services.placing import SELLER


def order_of_ours(pk: int) -> Order:
    """Return an order of the conference, or 404."""
    return get_object_or_404(Order, pk=pk, seller=SELLER)


class OneThing(Screen):
    """A form about one place."""

    template = "core/admin/form.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read what it is about."""
        super().setup(request, *args, **kwargs)
        self.thing: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read the thing only for those who may."""
        if not type(self).allowed(request.user):
            raise PermissionDenied
        self.thing = self.find(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def find(self, pk: int) -> Any:
        """Return the place."""
        return get_object_or_404(Registration.objects.select_related("order", "edition", "ticket_type"), pk=pk)

    def back(self) -> str:
        """Return the address of its page."""
        return reverse("conference_registrations:detail", args=[self.thing.pk])

    def edition(self) -> Edition | None:
        """Return the edition whose tags it may have."""
        found: Edition | None = self.thing.edition
        return found

    def ask(self, form: Any, status: int = 200) -> HttpResponse:
        """Show the form."""
        facts = [(_("For"), str(self.thing))]
        return self.show(status, form=form, facts=facts, submit=self.page_title, back=self.back())


class PlaceNote(OneThing):
    """Write a note; finance too, money has its stories."""

    allowed = staticmethod(can_see_registrations)
    page_title = gettext_lazy("Write a note")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for it."""
        return self.ask(NoteForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep it."""
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.ask(form, 422)
        write_note(about=self.thing, text=form.cleaned_data["text"], actor=request.user)
        messages.success(request, _("The note is kept."))
        return redirect(self.back())


class PlaceTags(OneThing):
    """Set the tags."""

    allowed = staticmethod(can_decide_registrations)
    page_title = gettext_lazy("Set the tags")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show those it has."""
        return self.ask(TagsForm(offered=self.offered(), initial={"tags": tags_of(self.thing)}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Put on what is new, take off what is not ticked any more."""
        form = TagsForm(request.POST, offered=self.offered())
        if not form.is_valid():
            return self.ask(form, 422)
        wanted, there = set(form.cleaned_data["tags"]), set(tags_of(self.thing))
        change_tags(things=[self.thing], add=wanted - there, remove=there - wanted, actor=request.user)
        messages.success(request, _("The tags are set."))
        return redirect(self.back())

    def offered(self) -> Any:
        """Return the edition's tags."""
        return Tag.objects.filter(edition=self.edition())


class _OfOrder:
    """The same about an order."""

    thing: Order

    def find(self, pk: int) -> Order:
        """Return the order."""
        return order_of_ours(pk)

    def back(self) -> str:
        """Return the address of its page."""
        return reverse("conference_order_desk:order", args=[self.thing.pk])

    def edition(self) -> Edition | None:
        """Return the edition that its places are of."""
        return Edition.objects.filter(registrations__order=self.thing).first()


class OrderNote(_OfOrder, PlaceNote):
    """Write a note about an order."""


class OrderTags(_OfOrder, PlaceTags):
    """Set an order's tags."""


class ManyTags(Screen):
    """Put tags on the ticked places, or take them off."""

    allowed = staticmethod(can_decide_registrations)
    page_title = gettext_lazy("Tag places")
    template = "conference/admin/orderdesk/many.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is ticked and which tags there are."""
        return self._answer(request, request.GET)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change them."""
        return self._answer(request, request.POST)

    def _answer(self, request: HttpRequest, data: QueryDict) -> HttpResponse:
        try:
            places = chosen_places(data)
        except TooManyChosen as error:
            return self.show(422, form=None, places=[], sentence=error.sentence)
        posted = request.method == "POST"
        offered = Tag.objects.filter(edition__in={place.edition_id for place in places})
        form = ManyTagsForm(data if posted else None, offered=offered)
        sentence = "" if places else _("Tick places in the list first.")
        if posted and places and form.is_valid():
            changed = change_tags(things=places, actor=request.user, **form.cleaned_data)
            done = ngettext("%(n)d place has other tags now.", "%(n)d places have other tags now.", changed)
            messages.success(request, done % {"n": changed})
            return redirect("conference_registrations:index")
        return self.show(422 if posted else 200, form=form, places=places, sentence=sentence)
