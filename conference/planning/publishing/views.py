"""The organizers' screens: publish, look at versions, take one up again."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.agenda.difference import compare
from conference.agenda.models import AgendaVersion
from conference.agenda.services.publishing import is_published, restore, unpublished_changes
from conference.agenda.snapshots import version_snapshots
from conference.edition.models import Edition
from conference.planning.board.state import revision_of
from conference.planning.conflicts.loading import conflicts_of
from conference.planning.conflicts.words import describe, names_for
from conference.planning.digests.models import Mailing
from conference.planning.digests.recipients import recipients_of
from conference.planning.publishing.screens import Screen
from conference.planning.publishing.services import AgendaMoved, PublishingBlocked, blocking, publish_agenda
from conference.planning.publishing.showing import lines


class PublishForm(forms.Form):
    """A note to the version, and the revision that its author saw."""

    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("For organizers: what this version is about."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31)


class Publish(Screen):
    """The difference to what visitors see, what blocks it, who is affected; then publishing."""

    template = "conference/admin/publishing/publish.html"
    page_title = gettext_lazy("Publish the agenda")
    header_icon = "upload"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show what publishing would do."""
        edition = self.edition()
        return self._ask(edition, PublishForm(initial={"seen": revision_of(edition)}))

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Publish what was seen."""
        edition, form = self.edition(), PublishForm(request.POST)
        if not form.is_valid():
            return self._ask(edition, form, 422)
        values = form.cleaned_data
        try:
            version = publish_agenda(edition=edition, actor=request.user, note=values["note"], seen=values["seen"])
        except AgendaMoved:
            form = PublishForm(initial={"seen": revision_of(edition), "note": values["note"]})
            said = _("Somebody changed the agenda meanwhile. Nothing was published; look at the difference again.")
            return self._ask(edition, form, 409, said=said)
        except PublishingBlocked:
            return self._ask(edition, form, 409, said=_("Nothing was published: conflicts stand in the way."))
        messages.success(request, _("Version %d is published.") % version.number)
        return redirect("conference_versions:version", year=year, number=version.number)

    def _ask(self, edition: Edition, form: PublishForm, status: int = 200, said: str = "") -> HttpResponse:
        conflicts = conflicts_of(edition)
        names = names_for(edition, conflicts)
        changes = unpublished_changes(edition)
        return self.show(
            status,
            edition=edition,
            form=form,
            said=said,
            changes=lines(edition, changes),
            mails=len(recipients_of(changes)) if is_published(edition) else 0,
            blocks=[describe(item, names) for item in blocking(conflicts)],
            others=len(conflicts) - len(blocking(conflicts)),
        )


class Versions(Screen):
    """All published versions, newest first."""

    template = "conference/admin/publishing/versions.html"
    page_title = gettext_lazy("Published agendas")
    header_icon = "history"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """List them."""
        edition = self.edition()
        return self.show(edition=edition, versions=edition.agenda_versions.select_related("published_by", "agenda"))


class Version(Screen):
    """One version: its note and its difference to the one before; it can be taken up again."""

    template = "conference/admin/publishing/version.html"
    page_title = gettext_lazy("Published agenda")
    header_icon = "history"

    def get(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        """Show it."""
        version = self._version()
        before = AgendaVersion.objects.filter(edition=version.edition, number=number - 1).first()
        changes = compare(version_snapshots(before), version_snapshots(version))
        return self.show(
            edition=version.edition,
            version=version,
            before=before,
            changes=lines(version.edition, changes),
            mailing=Mailing.objects.filter(version=version).first(),
        )

    def post(self, request: HttpRequest, year: int, number: int) -> HttpResponse:
        """Put the working agenda back to it."""
        moved = restore(version=self._version(), actor=request.user)
        said = _("The working agenda is as in version %(number)d again; %(moved)d sessions moved. Publish to show it.")
        messages.success(request, said % {"number": number, "moved": len(moved)})
        return redirect("conference_versions:publish", year=year)

    def _version(self) -> AgendaVersion:
        found: AgendaVersion = get_object_or_404(
            AgendaVersion.objects.select_related("edition", "published_by"),
            edition__year=self.kwargs["year"],
            number=self.kwargs["number"],
        )
        return found
