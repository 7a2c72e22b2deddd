"""Notes and tags."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from conference.registration.orderdesk.models import Tag


class NoteForm(forms.Form):
    """One note."""

    text = forms.CharField(
        label=_("Note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For staff only. It cannot be changed later. Never write case data."),
    )


class TagsForm(forms.Form):
    """The tags of one thing."""

    tags = forms.ModelMultipleChoiceField(
        label=_("Tags"), queryset=Tag.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: "QuerySet[Tag]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].queryset = offered  # type: ignore[attr-defined]


class ManyTagsForm(forms.Form):
    """Tags to put on many places, and to take off them."""

    add = forms.ModelMultipleChoiceField(
        label=_("Put on"), queryset=Tag.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    remove = forms.ModelMultipleChoiceField(
        label=_("Take off"), queryset=Tag.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: "QuerySet[Tag]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("add", "remove"):
            self.fields[name].queryset = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        add: Collection[Tag] = values.get("add") or ()
        remove: Collection[Tag] = values.get("remove") or ()
        if not add and not remove and not self.errors:
            raise forms.ValidationError(_("Choose a tag to put on or to take off."))
        if set(add) & set(remove):
            raise forms.ValidationError(_("A tag cannot be put on and taken off at once."))
        return values
