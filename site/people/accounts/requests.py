"""A request whose person is known to be signed in."""

from django.http import HttpRequest

from people.accounts.models import User


class MemberRequest(HttpRequest):
    """What a view behind `login_required` is given."""

    user: User
