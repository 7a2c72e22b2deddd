"""Speakers as the programme committee edits them: true values, each stored where its flags say."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.views import generic

from conference.edition.admin import EditionList
from conference.permissions import can_export_programme, can_read_identities
from conference.speakers.models import Speaker, SpeakerIdentity
from conference.speakers.profile import FIELDS, Profile, arrange
from conference.speakers.services import add_speaker, change_speaker, read_identity
from core.admin.exports import exporting
from core.admin.fields import LinesField
from people.policies import SentencePolicy, nobody

POLICIES = [SentencePolicy(Speaker, change=can_read_identities, delete=nobody)]


NOT_RECALLED = _(
    "Taken away, it is gone at once from all pages, earlier versions, calendars, files and search. Nobody can call "
    "back mails that were sent, programmes and slides that were downloaded or printed, and what other sites keep."
)


class SpeakerForm(WagtailAdminModelForm):
    """All that is true of a speaker; what is not published is stored encrypted and apart."""

    name = forms.CharField(label=_("name"), max_length=200)
    credentials = forms.CharField(label=_("credentials"), max_length=200, required=False)
    title = forms.CharField(label=_("post"), max_length=200, required=False)
    organization = forms.CharField(label=_("organization"), max_length=200, required=False)
    bio = forms.CharField(label=_("biography"), widget=forms.Textarea, required=False)
    email = forms.EmailField(label=_("e-mail"), required=False)
    av_needs = LinesField(label=_("technical needs"), required=False, help_text=_("One on a line."))

    field_order = ["edition", "code", "name", "credentials", "title", "organization", "organization_type", "country",
                   "bio", "email", "withheld", "publish_name", "public_label", "publish_organization",
                   "publish_photo", "photo", "slides_policy", "av_needs"]  # fmt: skip

    class Meta:
        model = Speaker
        formfield_callback = formfield_for_dbfield
        fields = ["edition", "code", "organization_type", "country", "withheld", "publish_name", "public_label",
                  "publish_organization", "publish_photo", "photo", "slides_policy", "av_needs"]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publish_name"].help_text = NOT_RECALLED
        if self.instance.pk:
            # Addresses are made of the code.
            del self.fields["edition"], self.fields["code"]

    @property
    def profile(self) -> Profile:
        """The values as typed."""
        return Profile(**{name: self.cleaned_data[name] or type(getattr(Profile(), name))() for name in FIELDS})

    def _post_clean(self) -> None:
        # The model refuses a withheld name among its columns, so the values are put in their places before it looks.
        if not self.errors:
            arrange(self.profile, self.instance, SpeakerIdentity())
        super()._post_clean()


class SpeakerAddView(generic.CreateView):
    """Adds through the service."""

    def save_instance(self) -> Speaker:
        """Store the new speaker."""
        form = self.form
        return add_speaker(
            edition=form.cleaned_data["edition"],
            code=form.cleaned_data["code"],
            profile=form.profile,
            actor=self.request.user,
        )


class SpeakerEditView(generic.EditView):
    """Edits through the service; opening the form is a recorded read of the identity."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with the true values."""
        profile = read_identity(
            speaker=Speaker.objects.select_related("identity").get(pk=self.object.pk),
            actor=self.request.user,
            reason="edit form",
        )
        return {**super().get_form_kwargs(), "initial": dict(vars(profile))}

    @transaction.atomic
    def save_instance(self) -> Speaker:
        """Store the changes."""
        speaker = Speaker.objects.select_related("identity").get(pk=self.object.pk)
        speaker.photo = self.form.cleaned_data["photo"]
        return change_speaker(speaker=speaker, profile=self.form.profile, actor=self.request.user)


class SpeakerViewSet(EditionList):
    """Speakers by what may be shown of them."""

    model = Speaker
    name = "conference_speakers"
    icon = "user"
    menu_label = _("Speakers")
    list_display = ["label", "code", "organization", "publish_name", "withheld", "edition"]
    list_filter = ["edition", "publish_name", "withheld", "organization_type"]
    list_export = ["edition", "code", "label", "credentials", "title", "organization", "country"]
    export_filename = "speakers"
    search_fields = ["code", "name", "organization", "public_label"]
    add_view_class = SpeakerAddView
    edit_view_class = SpeakerEditView
    index_view_class = exporting(can_export_programme, "edition")

    def get_form_class(self, for_update: bool = False) -> type[SpeakerForm]:
        """Return the form."""
        return SpeakerForm


VIEWSETS = [SpeakerViewSet]
