"""What a session's code may be: web addresses and calendar entries are made of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Session, slug_of
from core.imports.fields import CODE


class ChecksCode:
    """Mixed into a form with a code, for an edition of its own or one chosen before the code."""

    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        """Refuse what an import would refuse too, and a code whose web address is taken."""
        code: str = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise forms.ValidationError(
                _("A code has letters A-Z, digits, hyphens and underscores only, and begins with a letter or digit.")
            )
        edition = getattr(self, "edition", None) or self.cleaned_data.get("edition")
        if edition and Session.objects.of(edition).filter(slug=slug_of(code)).exists():
            raise forms.ValidationError(_("Another session has this code."))
        return code
