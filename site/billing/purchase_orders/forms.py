"""The buyer's form for a purchase order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.files.models import PrivateFile
from core.files.services import read_upload, store_private


class PurchaseOrderForm(forms.Form):
    """Number and file; the file's content is looked at, not its name."""

    number = forms.CharField(label=_("PO number"), max_length=60)
    file = forms.FileField(
        label=_("Purchase order"),
        required=False,
        help_text=_("PDF, JPEG or PNG, at most 10 MB. You may send the number now and the file later."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    def clean_file(self) -> Any:
        """Read the upload once; raises what `read_upload` says of it."""
        upload = self.cleaned_data["file"]
        return (upload.name, *read_upload(upload)) if upload else None

    def stored(self) -> PrivateFile | None:
        """Store the file and return its row; None if only the number was sent."""
        if self.cleaned_data["file"] is None:
            return None
        name, content, content_type = self.cleaned_data["file"]
        return store_private(content, name=name, content_type=content_type, purpose="purchase-order")
