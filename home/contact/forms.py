"""What a visitor types to write to us."""

from django import forms
from django.utils.translation import gettext_lazy as _

from home.contact.models import ContactMessage


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """The message; `website` is a trap that only machines fill."""

    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    class Meta:
        model = ContactMessage
        fields = ["topic", "name", "email", "message"]
        labels = {"name": _("Your name"), "email": _("Your e-mail"), "message": _("Your message"), "topic": _("Topic")}
        help_texts = {
            "message": _("Please write nothing about an open case, and no victim's name. Up to 5,000 characters."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "message": forms.Textarea(attrs={"rows": 8}),
        }

    @property
    def written_by_machine(self) -> bool:
        """Whether the trap was filled."""
        return bool(self.data.get("website"))
