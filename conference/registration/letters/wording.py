"""Organizers' screens: an edition's texts in each language, and the rules of its letters."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.edition.models import Edition
from conference.permissions import can_edit_letters
from conference.registration.letters.facts import PLACEHOLDERS
from conference.registration.letters.forms import RulesForm, TextForm
from conference.registration.letters.models import LetterKind, LetterRules
from conference.registration.letters.queue import CONFLICT, INVALID, Screen
from conference.registration.letters.services import StaleText, save_rules, save_text
from conference.registration.letters.shipped import LANGUAGES, text_of
from core.placeholders import fill


class OfEdition(Screen):
    """A screen of one edition's letters, for organizers."""

    allowed = can_edit_letters

    @cached_property
    def edition(self) -> Edition:
        """The address's edition; raises Http404."""
        return get_object_or_404(Edition, year=self.kwargs["year"])


class Wording(OfEdition):
    """The texts, and who signs."""

    template = "conference/admin/place_letters/wording.html"
    page_title = gettext_lazy("Texts of letters")

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """List them."""
        return self._page(RulesForm(instance=LetterRules.of(self.edition)))

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Store the rules."""
        form = RulesForm(request.POST, instance=LetterRules.of(self.edition))
        if not form.is_valid():
            return self._page(form, INVALID)
        save_rules(rules=form.save(commit=False), actor=request.user)
        messages.success(request, _("Stored."))
        return redirect("conference_place_letters:wording", year=year)

    def _page(self, form: RulesForm, status: int = 200) -> HttpResponse:
        names = dict(settings.LANGUAGES)
        texts = [
            (kind, language, names[language], text_of(self.edition, kind, language))
            for kind in LetterKind
            for language in LANGUAGES
        ]
        return self.show(status, edition=self.edition, texts=texts, form=form)


class EditText(OfEdition):
    """One text in one language, with how it reads with samples."""

    template = "conference/admin/place_letters/text.html"
    page_title = gettext_lazy("Text of a letter")

    def get(self, request: HttpRequest, year: int, kind: str, language: str) -> HttpResponse:
        """Show it."""
        self._check()
        text = text_of(self.edition, kind, language)
        return self._page(TextForm(kind=kind, initial=vars(text)))

    def post(self, request: HttpRequest, year: int, kind: str, language: str) -> HttpResponse:
        """Store it."""
        self._check()
        form = TextForm(request.POST, kind=kind)
        if not form.is_valid():
            return self._page(form, INVALID)
        values = form.cleaned_data
        try:
            save_text(edition=self.edition, kind=kind, language=language, actor=request.user, **values)
        except StaleText:
            form.add_error(None, _("Somebody changed this text meanwhile. Open it again before you go on."))
            return self._page(form, CONFLICT)
        messages.success(request, _("The text is stored. Letters made from now on have it."))
        return redirect("conference_place_letters:wording", year=year)

    def _check(self) -> None:
        if self.kwargs["kind"] not in LetterKind.values or self.kwargs["language"] not in LANGUAGES:
            raise Http404

    def _page(self, form: TextForm, status: int = 200, **more: Any) -> HttpResponse:
        kind, language = self.kwargs["kind"], self.kwargs["language"]
        text, samples = text_of(self.edition, kind, language), PLACEHOLDERS[kind]
        sample = (fill(text.title, samples), fill(text.body, samples))
        return self.show(
            status, edition=self.edition, form=form, samples=samples, sample=sample, language=language,
            kind=LetterKind(kind), **more,
        )  # fmt: skip
