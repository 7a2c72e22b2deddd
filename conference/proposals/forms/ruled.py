"""A form that follows a call's rules: fields hidden or required, limits counted in any script."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.proposals.models.calls import Call
from conference.proposals.rules import PARTS, Rule

MOST_LINE = 300


def said_limit(rule: Rule) -> str:
    """Return a limit in words; nothing where there is none."""
    if not rule.limit or not rule.unit:
        return ""
    if rule.unit == "words":
        return ngettext("Up to %d word.", "Up to %d words.", rule.limit) % rule.limit
    if rule.unit == "lines":
        return ngettext("%d line.", "%d lines, one on each.", rule.limit) % rule.limit
    return ngettext("Up to %d character.", "Up to %d characters.", rule.limit) % rule.limit


def said_count(rule: Rule, text: str) -> str:
    """Return how much of a limit a text takes, in words."""
    unit = {"words": _("words"), "lines": _("lines")}.get(rule.unit, _("characters"))
    return _("%(count)d of %(limit)d %(unit)s") % {"count": rule.measure(text), "limit": rule.limit, "unit": unit}


class RuledForm(forms.Form):
    """`part` names the rules; without `strict` only what the call cannot waive is required, as when staff enter it."""

    part = ""

    def __init__(self, data: Any = None, *, call: Call, strict: bool = True, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.call = call
        self.rules = call.rules(self.part)
        for spec in PARTS[self.part]:
            rule = self.rules[spec.name]
            for name in self.fields_of(spec.name):
                if rule.hidden:
                    self.fields.pop(name, None)
                elif name in self.fields:
                    self._dress(self.fields[name], rule, required=rule.required and (strict or spec.fixed))

    def fields_of(self, name: str) -> tuple[str, ...]:
        """Return the form's fields that a rule is about."""
        return (name,)

    def _dress(self, field: forms.Field, rule: Rule, *, required: bool) -> None:
        field.required = required and not isinstance(field, forms.BooleanField)
        said = said_limit(rule)
        if said:
            help_text: str | Promise = field.help_text
            field.help_text = f"{help_text} {said}".strip()

    def typed(self, name: str) -> str:
        """Return what was typed into a text field."""
        return str(self.data.get(self.add_prefix(name), ""))

    def counts(self) -> dict[str, str]:
        """Return for each limited field how much of its limit is taken, in words."""
        return {
            name: said_count(rule, self.typed(name))
            for name, rule in self.rules.items()
            if rule.limit and rule.unit and name in self.fields
        }

    def clean(self) -> dict[str, Any]:
        """Hold every limit."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, rule in self.rules.items():
            if name in cleaned and rule.unit:
                error = self._limit_error(name, rule)
                if error:
                    self.add_error(name, error)
        return cleaned

    def _limit_error(self, name: str, rule: Rule) -> ValidationError | None:
        over = rule.exceeded_by(self.typed(name))
        if not over:
            return None
        message = {
            "words": ngettext("This is %d word too long.", "This is %d words too long.", over),
            "lines": ngettext("This is %d line too many.", "These are %d lines too many.", over),
        }.get(rule.unit, ngettext("This is %d character too long.", "This is %d characters too long.", over))
        return ValidationError(message % over)


def long_text(label: Any, help_text: Any = "", rows: int = 6, **attrs: Any) -> forms.CharField:
    """Return a field for a text of several lines; its true limit is the call's."""
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=20_000,
        widget=forms.Textarea({"rows": rows, **attrs}),
    )  # fmt: skip


def check_lines(lines: list[str]) -> list[str]:
    """Return the lines if none is longer than a line should be; raises ValidationError."""
    if any(len(line) > MOST_LINE for line in lines):
        raise ValidationError(_("A line is longer than %d characters.") % MOST_LINE)
    return lines


Choices = list[tuple[str, Any]]


def chosen(cleaned: Mapping[str, Any], name: str, by_code: Mapping[str, Any]) -> list[Any]:
    """Return the things whose codes were chosen."""
    return [by_code[code] for code in cleaned.get(name) or [] if code in by_code]
