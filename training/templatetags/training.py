"""Where a lesson's files lie for whoever reads it."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_file(context: Any, document: Any) -> str:
    """Return the address of a lesson's file: the learner's own, else the library's, which only staff may open."""
    if document is None:
        return ""
    enrollment, step = context.get("enrollment"), context.get("step")
    if enrollment is None or step is None:
        return str(document.url)
    return reverse("training:lesson_file", args=[enrollment.public_id, step.lesson["code"], document.pk])
