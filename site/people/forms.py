"""What a person types about themselves when signing up."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """Adds the name to allauth's own sign-up form."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As you write it, in any script. Nobody else sees it unless you register."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Store the name on the account that allauth has just made."""
        user.name = " ".join(self.cleaned_data["name"].split())
        user.save(update_fields=["name"])
