"""Each kind of question as one class: its form field, what is stored, every way it is shown, what it costs."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conference.registration.questions.models import QuestionKind, QuestionVersion
from core.files.services import read_upload
from core.money import ZERO, format_money


class Kind(ABC):
    """One kind; a stored answer is plain JSON."""

    kind: ClassVar[QuestionKind]
    has_options: ClassVar[bool] = False

    @abstractmethod
    def field(self, version: QuestionVersion, *, currency: str, full: frozenset[str]) -> forms.Field:
        """Return the form field; it is never required itself: conditions decide. `full` are options without places."""

    def stored(self, value: Any) -> Any:
        """Return a valid form value as JSON; None is no answer."""
        return value or None

    def shown(self, version: QuestionVersion, stored: Any) -> str:
        """Return an answer as pages, mails and exports show it, in the words of its version."""
        return str(stored)

    def options(self, stored: Any) -> list[str]:
        """Return the keys of the options that were chosen; conditions compare with them."""
        return []

    def price(self, version: QuestionVersion, stored: Any) -> Decimal:
        """Return what the answer costs."""
        return sum((version.price_of(key) for key in self.options(stored)), ZERO)


class TextKind(Kind):
    """A line or a few."""

    kind = QuestionKind.TEXT
    rows = 2

    def field(self, version: QuestionVersion, *, currency: str, full: frozenset[str]) -> forms.Field:
        widget = forms.Textarea({"rows": self.rows})
        return forms.CharField(
            label=version.label, help_text=version.help, required=False, max_length=1000, widget=widget
        )


class AccessKind(TextKind):
    """What somebody needs to take part."""

    kind = QuestionKind.ACCESS


class DietaryKind(TextKind):
    """What somebody does not eat."""

    kind = QuestionKind.DIETARY


class ChoiceKind(Kind):
    """One option."""

    kind = QuestionKind.CHOICE
    has_options = True

    def field(self, version: QuestionVersion, *, currency: str, full: frozenset[str]) -> forms.Field:
        choices = [("", _("No answer")), *option_choices(version, currency, full)]
        return forms.ChoiceField(
            label=version.label, help_text=version.help, required=False, choices=choices, widget=forms.RadioSelect
        )

    def shown(self, version: QuestionVersion, stored: Any) -> str:
        return str(version.option(stored).get("label", stored))

    def options(self, stored: Any) -> list[str]:
        return [stored]


class MultiKind(Kind):
    """Any options."""

    kind = QuestionKind.MULTI
    has_options = True

    def field(self, version: QuestionVersion, *, currency: str, full: frozenset[str]) -> forms.Field:
        return forms.MultipleChoiceField(
            label=version.label,
            help_text=version.help,
            required=False,
            choices=option_choices(version, currency, full),
            widget=forms.CheckboxSelectMultiple,
        )

    def shown(self, version: QuestionVersion, stored: Any) -> str:
        return ", ".join(str(version.option(key).get("label", key)) for key in stored)

    def options(self, stored: Any) -> list[str]:
        return list(stored)


class DateKind(Kind):
    """A day."""

    kind = QuestionKind.DATE

    def field(self, version: QuestionVersion, *, currency: str, full: frozenset[str]) -> forms.Field:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(label=version.label, help_text=version.help, required=False, widget=widget)

    def stored(self, value: Any) -> Any:
        return value.isoformat() if value else None

    def shown(self, version: QuestionVersion, stored: Any) -> str:
        return date_format(date.fromisoformat(stored), "DATE_FORMAT")


class UploadField(forms.FileField):
    """A PDF or picture, read and made harmless as proofs are."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        return (upload.name, *read_upload(upload)) if upload else None


class FileKind(Kind):
    """A file; the answer is its private file, kept beside it."""

    kind = QuestionKind.FILE

    def field(self, version: QuestionVersion, *, currency: str, full: frozenset[str]) -> forms.Field:
        return UploadField(label=version.label, help_text=version.help or _("PDF, JPEG or PNG."), required=False)

    def stored(self, value: Any) -> Any:
        return value[0] if value else None


class ConsentKind(Kind):
    """A yes."""

    kind = QuestionKind.CONSENT

    def field(self, version: QuestionVersion, *, currency: str, full: frozenset[str]) -> forms.Field:
        return forms.BooleanField(label=version.label, help_text=version.help, required=False)

    def shown(self, version: QuestionVersion, stored: Any) -> str:
        return _("yes")

    def options(self, stored: Any) -> list[str]:
        return ["yes"]


KINDS: Mapping[str, Kind] = {
    kind.kind: kind()
    for kind in (TextKind, ChoiceKind, MultiKind, DateKind, FileKind, ConsentKind, AccessKind, DietaryKind)
}


def kind_of(version: QuestionVersion) -> Kind:
    """Return a version's kind."""
    return KINDS[version.kind]


def option_choices(version: QuestionVersion, currency: str, full: frozenset[str]) -> list[tuple[str, str]]:
    """Return the options as a form offers them, each with its price and whether it is full."""
    return [(option["key"], _label(version, option, currency, full)) for option in version.options]


def _label(version: QuestionVersion, option: dict[str, Any], currency: str, full: frozenset[str]) -> str:
    price = version.price_of(option["key"])
    label = f"{option['label']}, {format_money(price, currency)}" if price else str(option["label"])
    return _("%(label)s (full)") % {"label": label} if option["key"] in full else label


def shown(version: QuestionVersion, value: str) -> str:
    """Return a stored answer in words."""
    return kind_of(version).shown(version, json.loads(value))


def require_sensible(kind: str, options: list[dict[str, Any]]) -> None:
    """Raise ValidationError unless a kind has the options it needs and no others."""
    if KINDS[kind].has_options and not options:
        raise ValidationError(_("Write at least one option."))
    if not KINDS[kind].has_options and options:
        raise ValidationError(_("Only questions with a choice have options."))
