"""One person's certificates, issued by hand: found by name, with the steps that are missing."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from certificates.issuing.models import Certificate
from certificates.issuing.services import Incomplete, Outcome
from certificates.kinds import Kind
from conference.credits.certificates.drafts import Due, occasion_of
from conference.credits.certificates.forms import OneForm
from conference.credits.certificates.screens import INVALID, Screen
from conference.credits.certificates.services import StepsMissing, due_key, dues_for, issue_for
from conference.credits.evidence import EARNING, holder_of
from conference.credits.services import InRehearsal
from conference.registration.places import Registration
from core.audit.services import record

FOUND = 30


class People(Screen):
    """Finds a person among an edition's places."""

    template = "conference/admin/certificates/people.html"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show who is found; nobody before somebody is asked for."""
        asked = " ".join(request.GET.get("q", "").split())[:80]
        rows = Registration.objects.filter(edition=self.edition(), state__in=EARNING)
        named = rows.filter(Q(name__icontains=asked) | Q(email__iexact=asked)).order_by("name", "pk")
        return self.show(asked=asked, found=named[:FOUND] if asked else [])


class Person(Screen):
    """What one person has, could have, and lacks; issues it."""

    template = "conference/admin/certificates/person.html"

    def place(self) -> Registration:
        """Return the address's place; raises Http404."""
        rows = Registration.objects.filter(edition=self.edition(), state__in=EARNING).select_related("user")
        return get_object_or_404(rows, public_id=self.kwargs["place"])

    def get(self, request: HttpRequest, year: int, place: str) -> HttpResponse:
        """Show it; the look is recorded."""
        record(actor=request.user, action="certificates.read", obj=self.place())
        return self.ask()

    def ask(self, status: int = 200, wrong: OneForm | None = None) -> HttpResponse:
        """Show every kind with its steps and its form; `wrong` is what was typed into one of them."""
        place, edition = self.place(), self.edition()
        holder = holder_of(place)
        issued = Certificate.objects.filter(occasion=occasion_of(edition), holder_key=holder)
        standing = {(row.kind, row.scheme_code): row for row in issued.valid()}
        rows: list[tuple[Due, str, Certificate | None, OneForm]] = []
        for due in dues_for(edition=edition, holder_key=holder):
            key = due_key(due)
            form = OneForm(initial={"kind": key[0], "scheme": key[1]}, prefix=None, auto_id=f"id_{len(rows)}_%s")
            if wrong is not None and (wrong.data.get("kind"), wrong.data.get("scheme", "")) == key:
                form = wrong
            rows.append((due, str(Kind(key[0]).label), standing.get(key), form))
        return self.show(status, place=place, rows=rows, issued=issued, form=wrong)

    def post(self, request: HttpRequest, year: int, place: str) -> HttpResponse:
        """Issue one."""
        form = OneForm(request.POST)
        if not form.is_valid():
            return self.ask(INVALID, form)
        said: dict[str, Any] = {
            "kind": form.cleaned_data["kind"], "scheme_code": form.cleaned_data["scheme"],
            "regardless": form.cleaned_data["regardless"],
        }  # fmt: skip
        holder = holder_of(self.place())
        try:
            _made, outcome = issue_for(edition=self.edition(), holder_key=holder, actor=request.user, **said)
        except InRehearsal:
            form.add_error(None, _("The edition is in rehearsal: nothing counts. End the rehearsal first."))
        except StepsMissing:
            form.add_error("regardless", _("Steps are missing. Say why it is issued all the same, or wait for them."))
        except Incomplete as error:
            form.add_error(None, _("Values are missing: %s.") % ", ".join(error.whose))
        except LookupError:
            form.add_error(None, _("Nothing of this kind is proved of this person any more."))
        else:
            same = outcome == Outcome.UNCHANGED
            messages.success(request, _("It stands already and says the same.") if same else _("Issued."))
            return redirect(request.path)
        return self.ask(INVALID, form)
