"""What speakers type on their own pages, and the pictures they send."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.proposals.wordcount import count_words
from core.admin.fields import LinesField
from core.files.cleaning.kinds import read_document
from core.media.pictures import Cut, Picture, read_picture

MOST_WORDS = {"bio": 150, "disclosure": 100}
MOST_OBJECTIVES = 6
LONG = {"rows": 8}


def _limited(text: str, most: int) -> str:
    words = count_words(text)
    if words > most:
        said = ngettext("That is %(n)d word too many: %(most)d at most.", "That is %(n)d words too many: %(most)d at "
                        "most.", words - most)  # fmt: skip
        raise ValidationError(said % {"n": words - most, "most": most})
    return text


class BiographyForm(forms.Form):
    """Who somebody is, in a few sentences."""

    bio = forms.CharField(
        label=gettext_lazy("Biography"), max_length=10_000, widget=forms.Textarea(LONG),
        help_text=gettext_lazy("A few sentences, in the third person; 150 words at most."),
    )  # fmt: skip

    def clean_bio(self) -> str:
        """Count the words, in any script."""
        return _limited(self.cleaned_data["bio"], MOST_WORDS["bio"])


class DisclosureForm(forms.Form):
    """What somebody declares."""

    disclosure = forms.CharField(
        label=gettext_lazy("Disclosure of interests"), max_length=5000, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Whoever pays you for something the presentation is about. “None” is fine."),
    )  # fmt: skip

    def clean_disclosure(self) -> str:
        """Count the words, in any script."""
        return _limited(self.cleaned_data["disclosure"], MOST_WORDS["disclosure"])


class NeedsForm(forms.Form):
    """What somebody needs in their room; that nothing is needed has to be said."""

    needs = LinesField(
        label=gettext_lazy("What you need in the room"), required=False, max_length=2000,
        help_text=gettext_lazy("One on a line: sound from your computer, a flip chart, a second screen."),
    )  # fmt: skip
    nothing = forms.BooleanField(label=gettext_lazy("A projector and a microphone are all I need"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("needs") and not cleaned.get("nothing"):
            self.add_error("needs", _("Say what you need, or that you need nothing more."))
        return cleaned


class ObjectivesForm(forms.Form):
    """What participants can do afterwards."""

    objectives = LinesField(
        label=gettext_lazy("Learning objectives"), max_length=3000,
        help_text=gettext_lazy("One on a line, each something that can be observed: name, apply, distinguish."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def clean_objectives(self) -> list[str]:
        """Count the lines."""
        lines: list[str] = self.cleaned_data["objectives"]
        if len(lines) > MOST_OBJECTIVES:
            raise ValidationError(_("Six objectives at most, please."))
        return lines


class PictureForm(forms.Form):
    """A picture as it comes from a telephone."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/heic,image/heif,.heic"}),
        help_text=gettext_lazy("JPEG, PNG or HEIC, at least 200 pixels on each side, up to 20 MB. Where and when it "
                               "was taken is removed."),
        error_messages={"empty": gettext_lazy("The file is empty: the upload broke off. Send it again.")},
    )  # fmt: skip

    def clean_picture(self) -> Picture:
        """Read and re-encode it."""
        return read_picture(self.cleaned_data["picture"])


class CutForm(forms.Form):
    """A square, in pixels of the picture."""

    left = forms.IntegerField(label=gettext_lazy("From the left"), min_value=0, max_value=100_000)
    top = forms.IntegerField(label=gettext_lazy("From the top"), min_value=0, max_value=100_000)
    side = forms.IntegerField(label=gettext_lazy("Side"), min_value=50, max_value=100_000)

    def __init__(self, *args: Any, width: int, height: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.width, self.height = width, height

    def clean(self) -> dict[str, Any]:
        """Refuse a square that leaves the picture."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.cut.lies_in(self.width, self.height):
            said = _("The square leaves the picture, which is %(width)d by %(height)d pixels.")
            raise ValidationError(said % {"width": self.width, "height": self.height})
        return cleaned

    @property
    def cut(self) -> Cut:
        """Return the square."""
        values = self.cleaned_data
        return Cut(values["left"], values["top"], values["side"])


class NewerSlidesForm(forms.Form):
    """A file as it comes from somebody's computer."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput({"accept": ".pdf,.pptx,.docx,.jpg,.jpeg,.png"}),
        help_text=gettext_lazy("PDF is best; PPTX, DOCX, JPEG and PNG work too, up to 60 MB. Authors, comments and "
                               "speaker's notes are removed."),
        error_messages={"empty": gettext_lazy("The file is empty: the upload broke off. Send it again.")},
    )  # fmt: skip

    def clean_file(self) -> tuple[bytes, str]:
        """Tell by its content what it is."""
        return read_document(self.cleaned_data["file"])


class SlidesForm(NewerSlidesForm):
    """A document that is new."""

    title = forms.CharField(
        label=gettext_lazy("What it is"), max_length=120,
        help_text=gettext_lazy("As readers see it: “Slides”, “Checklist”, “References”."),
    )  # fmt: skip
    field_order = ["title", "file"]


class NameForm(forms.Form):
    """What somebody is called."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)


class PublicationForm(forms.Form):
    """What everybody may know of somebody."""

    name = forms.BooleanField(label=gettext_lazy("My name may be published"), required=False)
    photo = forms.BooleanField(label=gettext_lazy("My picture may be published"), required=False)
    organization = forms.BooleanField(label=gettext_lazy("My agency may be published"), required=False)


class TextsForm(forms.Form):
    """What a session is called and about."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    abstract = forms.CharField(
        label=gettext_lazy("Abstract"), max_length=20_000, required=False, widget=forms.Textarea(LONG)
    )
