"""A country's form field: every country in the reader's language, drawn quickly even twenty times on a page."""

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries


@lru_cache(maxsize=16)
def _options(language: str) -> SafeString:
    """Return all options as HTML, once a language."""
    return format_html_join("", '<option value="{}">{}</option>', ((code, name) for code, name in countries))


class CountrySelect(forms.Select):
    """A select whose two hundred and fifty options are drawn once a language, not once a field."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        options = str(_options(get_language() or "en"))
        code = str(value or "")
        if code:
            plain = format_html('<option value="{}">', code)
            options = options.replace(plain, format_html('<option value="{}" selected>', code), 1)
        attributes = forms.utils.flatatt({**self.build_attrs(self.attrs, attrs), "name": name})
        # Both parts were escaped above.
        return mark_safe(f'<select{attributes}><option value="">—</option>{options}</select>')


class CountryChoiceField(forms.ChoiceField):
    """Offers every country; its value is the ISO 3166-1 alpha-2 code."""

    widget = CountrySelect

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Country"))
        kwargs.setdefault("error_messages", {"invalid_choice": _("Choose a country from the list.")})
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "country")

    def valid_value(self, value: Any) -> bool:
        return str(value) in countries
