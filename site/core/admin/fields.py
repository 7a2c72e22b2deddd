"""A list of lines in one text box."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """A JSON list of short texts, typed one on a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list as lines."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Return the lines that hold something."""
        text = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as lines."""
        return super().has_changed(self.prepare_value(initial or []), data)
