"""What organizers type: templates, and whom a letter goes to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.agenda.models import Appearance, Session
from conference.edition.models import Track
from conference.proposals.letters.models import LetterTemplate
from conference.proposals.letters.placeholders import unknown_in
from conference.proposals.models import Call
from conference.proposals.models.people import PresenterQuerySet
from conference.proposals.states import ACCEPTING, Decision
from core.codes import secret


class TemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    """A template; what stands in braces must be a placeholder."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    class Meta:
        model = LetterTemplate
        fields = ["subject", "body"]
        widgets = {"body": forms.Textarea({"rows": 16})}
        help_texts = {"subject": gettext_lazy("Neutral: it is read on locked screens.")}

    def take_revision(self, revision: int) -> None:
        """Let what was typed be saved over a text that its writer has now been shown."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["revision"] = str(revision)
        self.data = data

    def clean_subject(self) -> str:
        """Refuse what cannot be filled in, and titles: a subject is read over shoulders."""
        subject = _known(self.cleaned_data["subject"])
        if "{title}" in subject or "{name}" in subject or "{greeting}" in subject:
            raise ValidationError(_("Neither a title nor a name belongs into a subject."))
        if "{open_tasks}" in subject:
            raise ValidationError(_("A list does not fit into a subject."))
        return subject

    def clean_body(self) -> str:
        """Refuse what cannot be filled in."""
        return _known(self.cleaned_data["body"]).replace("\r\n", "\n")


def _known(text: str) -> str:
    unknown = unknown_in(text)
    if unknown:
        raise ValidationError(_("There is no such placeholder: %s") % ", ".join(unknown))
    return text


class SendForm(forms.Form):
    """Those ticked on a page, by key, or everybody on all pages; `key` makes a second press the same act."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    send = forms.MultipleChoiceField(required=False)
    everybody = forms.BooleanField(required=False)

    def __init__(self, *args: Any, choices: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(choices)
        self.fields["send"].choices = [(key, key) for key in self.known]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[int]:
        """Return the keys of those to write to."""
        values = self.cleaned_data
        return [int(key) for key in (self.known if values["everybody"] else values["send"])]


def fresh_key() -> str:
    """Return a new act's key."""
    return secret()


TOLD = {"accepted": ACCEPTING, "waitlisted": (Decision.WAITLISTED,), "declined": (Decision.DECLINED,), "none": ("",)}


class RecipientFilter(forms.Form):
    """Keeps people by what they were told, what they answered, their track or session."""

    told = forms.ChoiceField(
        label=gettext_lazy("Told"), required=False,
        choices=[("", gettext_lazy("all")), ("accepted", gettext_lazy("accepted")),
                 ("waitlisted", Decision.WAITLISTED.label), ("declined", Decision.DECLINED.label),
                 ("none", gettext_lazy("nothing yet"))],
    )  # fmt: skip
    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"), required=False, choices=[("", gettext_lazy("all")), *Appearance.State.choices]
    )
    track = forms.ModelChoiceField(
        label=gettext_lazy("Track"), queryset=Track.objects.none(), required=False, empty_label=gettext_lazy("all")
    )
    session = forms.ModelChoiceField(
        label=gettext_lazy("Session"), queryset=Session.objects.none(), required=False, empty_label=gettext_lazy("all")
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["track"].queryset = call.edition.tracks.all()  # type: ignore[attr-defined]
        sessions = Session.objects.filter(proposal__call=call).order_by("code")
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]

    def narrow(self, people: PresenterQuerySet) -> PresenterQuerySet:
        """Keep what was asked for; an invalid filter keeps nobody, so that nobody is written to by mistake."""
        if not self.is_bound:
            return people
        if not self.is_valid():
            return people.none()
        values = self.cleaned_data
        if values["told"]:
            people = people.filter(proposal__announced_decision__in=TOLD[values["told"]])
        if values["answer"]:
            people = people.filter(answer=values["answer"])  # type: ignore[misc]
        if values["track"]:
            people = people.filter(proposal__track=values["track"])
        if values["session"]:
            people = people.filter(proposal__session=values["session"])
        return people
