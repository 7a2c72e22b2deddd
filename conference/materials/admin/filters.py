"""What organizers look for among handouts."""

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from conference.materials.models import Handout, HandoutVersion


class HandoutFilter(forms.Form):
    """By words in session or title, and by state."""

    q = forms.CharField(label=_("Session or title"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State of a version"),
        required=False,
        choices=[("", _("all")), *((state, label) for state, label in HandoutVersion.State.choices)],
    )

    def narrow(self, rows: QuerySet[Handout]) -> QuerySet[Handout]:
        """Return those that are asked for; none where the question makes no sense."""
        if not self.is_bound:
            return rows
        if not self.is_valid():
            return rows.none()
        words, state = self.cleaned_data["q"], self.cleaned_data["state"]
        if words:
            rows = rows.filter(Q(session__code__icontains=words) | Q(title__icontains=words))
        if state:
            rows = rows.filter(Exists(HandoutVersion.objects.filter(handout=OuterRef("pk"), state=state)))
        return rows
