"""A person's own choice about their badge."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from conference.attendance.services.badges import show_agency
from conference.registration.models import Registration
from people.accounts.requests import MemberRequest


@login_required
@require_POST
def agency(request: MemberRequest, public_id: str) -> HttpResponse:
    """Show the agency on the badge, or leave it off."""
    place = get_object_or_404(Registration.objects.of_user(request.user).approved().distinct(), public_id=public_id)
    show = request.POST.get("show") == "yes"
    show_agency(registration=place, show=show, actor=request.user)
    messages.success(request, _("Your badge shows your agency.") if show else _("Your badge shows no agency."))
    return redirect("my:overview")
