"""What those who decide choose: one proposal a row, or one decision for many."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.edition.models import Track
from conference.proposals.models import CallFormat, Proposal
from conference.proposals.states import ACCEPTING, Decision

UNDECIDED = ("", gettext_lazy("undecided"))
CHOICES = [UNDECIDED, *Decision.choices]


class DecisionForm(forms.Form):
    """One proposal's decision; `revision` is the one that its decider saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    ticked = forms.BooleanField(label=gettext_lazy("choose"), required=False)
    decision = forms.ChoiceField(label=gettext_lazy("decision"), choices=CHOICES, required=False)
    decided_format = forms.ChoiceField(label=gettext_lazy("format"), required=False)

    def __init__(self, *args: Any, formats: Iterable[CallFormat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formats = {str(item.pk): item for item in formats}
        choices = [("", _("as proposed")), *((key, str(item)) for key, item in self.formats.items())]
        self.fields["decided_format"].choices = choices  # type: ignore[attr-defined]
        # Neither the revision nor a tick is a decision.
        for name in ("revision", "ticked"):
            self.fields[name].has_changed = lambda initial, data: False  # type: ignore[method-assign]

    @property
    def chosen_format(self) -> CallFormat | None:
        """Return the format, where the decision has one."""
        if self.cleaned_data["decision"] not in ACCEPTING:
            return None
        return self.formats.get(self.cleaned_data["decided_format"])

    def take_revision(self, revision: int) -> None:
        """Let what was chosen be saved over a decision that its decider has now been shown."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("revision")] = str(revision)
        self.data = data


def first_values(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal's decision as a form's first values."""
    return {
        "revision": proposal.decision_revision,
        "decision": proposal.decision,
        "decided_format": str(proposal.decided_format_id or ""),
    }


class ManyForm(forms.Form):
    """One decision for all ticked proposals."""

    many = forms.ChoiceField(label=gettext_lazy("Decision for those ticked"), choices=CHOICES, required=False)
    many_format = forms.ModelChoiceField(
        label=gettext_lazy("Format"), queryset=CallFormat.objects.none(), required=False,
        empty_label=gettext_lazy("as proposed"),
    )  # fmt: skip

    def __init__(self, *args: Any, formats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["many_format"].queryset = formats  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """Which proposals are shown."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"), required=False,
        choices=[("", gettext_lazy("all")), ("none", gettext_lazy("undecided")), ("silent", gettext_lazy("not told")),
                 *Decision.choices],
    )  # fmt: skip
    track = forms.ModelChoiceField(
        label=gettext_lazy("Track"), queryset=Track.objects.none(), required=False, empty_label=gettext_lazy("all")
    )

    def __init__(self, *args: Any, tracks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["track"].queryset = tracks  # type: ignore[attr-defined]

    def narrow(self, proposals: Any) -> Any:
        """Keep what was asked for; an invalid filter keeps everything."""
        if not self.is_valid():
            return proposals
        decision, track = self.cleaned_data["decision"], self.cleaned_data["track"]
        if track:
            proposals = proposals.filter(track=track)
        if decision == "silent":
            return proposals.silent()
        if decision:
            return proposals.filter(decision="" if decision == "none" else decision)
        return proposals
