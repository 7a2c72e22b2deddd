"""A permission policy made of our own sentences instead of Django's permission rows."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from wagtail.permission_policies import BasePermissionPolicy

from people.accounts.models import User

Sentence = Callable[[Any], bool]


def nobody(user: Any) -> bool:
    """Not even an organizer: the row is kept for good."""
    return False


class SentencePolicy(BasePermissionPolicy):
    """Asks one sentence for each act; whoever may change may also view."""

    def __init__(
        self,
        model: type[models.Model],
        *,
        change: Sentence,
        view: Sentence | None = None,
        add: Sentence | None = None,
        delete: Sentence | None = None,
    ) -> None:
        super().__init__(model)
        self.sentences = {
            "view": lambda user: change(user) or (view is not None and view(user)),
            "add": add or change,
            "change": change,
            "delete": delete or change,
        }

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether the sentence for the act is true of the person."""
        return action in self.sentences and self.sentences[action](user)

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """Return the people of whom a sentence is true; only Wagtail's workflows ask for them."""
        allowed = [
            user.pk for user in User.objects.filter(is_active=True) if self.user_has_any_permission(user, actions)
        ]
        return User.objects.filter(pk__in=allowed)
