"""Times in the learner's own zone, and the form that says which one that is."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts.models import User
from people.accounts.requests import MemberRequest

View = Callable[..., HttpResponse]


@lru_cache
def zone_names() -> tuple[str, ...]:
    """Return the zones that name a place, and UTC; the others are old spellings and offsets."""
    return ("UTC", *sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))


def in_own_time(view: View) -> View:
    """Let a view show times in the zone of whoever is signed in; the site's where they named none."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = getattr(request.user, "time_zone", "")
        if name not in zone_names():
            return view(request, *args, **kwargs)
        with timezone.override(ZoneInfo(name)):
            return view(request, *args, **kwargs)

    return shown


class ZoneForm(forms.Form):
    """Which zone."""

    zone = forms.ChoiceField(
        label=gettext_lazy("Show times in the zone of"),
        choices=lambda: [(name, name.replace("_", " ")) for name in zone_names()],
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def time_zone(request: MemberRequest) -> HttpResponse:
    """Ask in which zone the reader wants to see times, and keep it in the account."""
    current = request.user.time_zone or timezone.get_current_timezone_name()
    form = ZoneForm(request.POST if request.method == "POST" else None, initial={"zone": current})
    if form.is_valid():
        User.objects.filter(pk=request.user.pk).update(time_zone=form.cleaned_data["zone"])
        messages.success(request, _("Times are shown in this zone from now on."))
        return redirect("training:courses")
    return render(request, "training/learning/zone.html", {"form": form}, status=422 if form.is_bound else 200)
