"""Forms that say what a change means for people before they save it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Session
from conference.planning.consequences import consequences_of


class ConfirmsConsequences(forms.BaseModelForm[Session]):
    """Mixed into a session's form: a change that touches people or approvals is saved once it was confirmed.

    The first time the form comes back with the sentences and a box to tick; nothing is saved until then.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"] = forms.BooleanField(
            label=_("Do it all the same"), required=False, widget=forms.HiddenInput
        )

    def _post_clean(self) -> None:
        # Django's ModelForm has put the typed values into the instance by now, and not stored them.
        super()._post_clean()  # type: ignore[misc]
        if self.errors or not self.instance.pk or self.cleaned_data["confirmed"]:
            return
        sentences = consequences_of(Session.objects.get(pk=self.instance.pk), self.instance)
        if sentences:
            self.fields["confirmed"].widget = forms.CheckboxInput()
            for sentence in sentences:
                self.add_error(None, sentence)
