"""Staff work with a second factor: no admin page opens without one."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from people.permissions import is_staff_of_any_role

# Where staff work. Their own account pages stay open, or they could not set the factor up.
GUARDED = ("/admin/", "/desk/", "/documents/")
ADMIN = "/admin/"
ADMIN_LOGIN = "/admin/login/"


class StaffSecondFactorMiddleware:
    """Sends staff without a second factor to its set-up page, and Wagtail's own login to allauth's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ADMIN_LOGIN):
            return redirect(settings.LOGIN_URL)
        if _is_visitor_in_admin(request):
            # Wagtail would send a signed-in person to the sign-in page, which would send them back, for ever.
            raise PermissionDenied
        if (
            settings.STAFF_SECOND_FACTOR_REQUIRED
            and request.path.startswith(GUARDED)
            and is_staff_of_any_role(request.user)
            and not is_mfa_enabled(request.user)
        ):
            messages.warning(request, _("Staff sign in with a second factor. Set one up to go on."))
            return redirect("mfa_index")
        return self.get_response(request)


def _is_visitor_in_admin(request: HttpRequest) -> bool:
    """Return whether somebody is signed in who has no business in the admin."""
    if not request.path.startswith(ADMIN) or not request.user.is_authenticated:
        return False
    return not request.user.has_perm("wagtailadmin.access_admin")
