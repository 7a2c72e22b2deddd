"""What an applicant answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.files.services import read_upload


class AnswerForm(forms.Form):
    """Words, a file, or both."""

    answer = forms.CharField(
        label=_("Your answer"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )
    file = forms.FileField(
        label=_("A file"), required=False, help_text=_("PDF, JPEG or PNG up to 10 MB; deleted once looked at.")
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        return (upload.name, *read_upload(upload)) if upload else None

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that says nothing."""
        values = super().clean() or {}
        if not self.errors and not values.get("answer") and not values.get("file"):
            self.add_error("answer", _("Write an answer, or send a file."))
        return values
