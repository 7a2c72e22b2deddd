"""What staff can do with one thing from its page, as a table of acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise

Values = dict[str, Any]


@dataclass(frozen=True)
class Action:
    """One act: its name, what it asks for, who may, when it is due, the service; `danger` colours its button.

    The form's first argument is the thing it acts on.
    """

    label: str | Promise
    icon: str
    form: Callable[..., forms.Form]
    allowed: Callable[[Any], bool]
    is_due: Callable[[Any], bool]
    run: Callable[[Any, Values, Any], object]
    done: str | Promise
    danger: bool = False


def due_actions(actions: Mapping[str, Action], thing: Any, user: Any) -> dict[str, Action]:
    """Return what this person can do with the thing as it stands, by name."""
    return {name: action for name, action in actions.items() if action.allowed(user) and action.is_due(thing)}
