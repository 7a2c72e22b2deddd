"""Questions of an edition, in their first version."""

from conference.registration.questions.models import Question, QuestionVersion

MEALS = [
    {"key": "meat", "label": "Meat"},
    {"key": "fish", "label": "Fish", "price": "12.50", "places": 2},
    {"key": "none", "label": "No dinner"},
]


def question(edition, key="dinner", *, position=0, **fields):
    """A question, one of three meals unless told otherwise; returns its version."""
    asked = Question.objects.create(edition=edition, key=key, position=position)
    values = {"kind": "choice", "label": f"What about {key}?", "options": MEALS}
    if fields.get("kind", "choice") not in {"choice", "multi"}:
        values["options"] = []
    if fields.get("kind") in {"access", "dietary"}:
        values["retention"] = "needs"
    return QuestionVersion.objects.create(question=asked, number=1, **{**values, **fields})
