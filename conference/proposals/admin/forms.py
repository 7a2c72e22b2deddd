"""What reviewers type, one proposal at a time or many on a page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from conference.proposals.models import Call, Criterion, Review
from conference.proposals.scoring import HIGHEST, LOWEST
from conference.proposals.services.reviewing import Opinion

SCALE = range(LOWEST, HIGHEST + 1)


def criteria_of(call: Call) -> list[Criterion]:
    """Return what a call's reviewers score."""
    return list(call.criteria.all())


def _anchored(criterion: Criterion) -> list[tuple[str, str]]:
    anchors = criterion.anchors or {}
    return [(str(value), f"{value} {anchors.get(str(value), '')}".strip()) for value in SCALE]


class ReviewForm(forms.Form):
    """A score for each criterion, a recommendation, a comment; half a review is kept too."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    recommendation = forms.ChoiceField(
        label=_("Recommendation"), choices=[("", "—"), *Review.Recommendation.choices], required=False
    )
    comment = forms.CharField(
        label=_("Comment for the committee"), max_length=5000, required=False, widget=forms.Textarea({"rows": 5})
    )

    def __init__(self, *args: Any, criteria: Sequence[Criterion], brief: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            plain = [(str(value), str(value)) for value in SCALE]
            self.fields[f"c{criterion.pk}"] = forms.ChoiceField(
                label=criterion.name,
                help_text="" if brief else criterion.description,
                choices=[("", "—"), *(plain if brief else _anchored(criterion))],
                required=False,
            )
        if brief:
            del self.fields["comment"]
        self.order_fields(["revision", *(f"c{item.pk}" for item in criteria), "recommendation", "comment"])

    @classmethod
    def of(cls, review: Review | None, criteria: Sequence[Criterion], **kwargs: Any) -> "ReviewForm":
        """Return the form as the review stands."""
        return cls(initial=as_initial(review), criteria=criteria, **kwargs)

    def take_revision(self, revision: int) -> None:
        """Let what was typed be saved over a copy that its writer has now been shown."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("revision")] = str(revision)
        self.data = data

    @property
    def opinion(self) -> Opinion:
        """Return what was typed."""
        cleaned = self.cleaned_data
        given = {item.pk: cleaned.get(f"c{item.pk}") for item in self.criteria}
        return Opinion(
            scores={key: int(value) for key, value in given.items() if value},
            recommendation=cleaned.get("recommendation", ""),
            comment=cleaned.get("comment", ""),
        )


def as_initial(review: Review | None) -> dict[str, Any]:
    """Return a review as a form's first values; its scores are prefetched."""
    if review is None:
        return {"revision": 0}
    scores = {f"c{score.criterion_id}": str(score.value) for score in review.scores.all()}
    return {
        "revision": review.revision, "recommendation": review.recommendation, "comment": review.comment, **scores,
    }  # fmt: skip
