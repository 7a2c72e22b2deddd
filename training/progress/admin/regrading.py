"""The screens of corrected keys: which there are, who changes, and the button that applies it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core.admin.screens import Guarded
from training.permissions import can_regrade
from training.progress.regrading import Stale, WrongKey, apply_correction, effects_of, mark_of, wrong_keys
from training.quizzes.models import KeyCorrection

CONFLICT, INVALID = 409, 422
POLICIES: list[Any] = []


class ReasonForm(forms.Form):
    """Why, and what was shown when the button was pressed."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), min_length=3, max_length=300, help_text=gettext_lazy("Kept with your name.")
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What both screens share."""

    allowed = can_regrade
    page_title: Any = gettext_lazy("Regrade")
    header_icon = "rotate"
    breadcrumbs_items = ()


class Keys(Screen):
    """Keys that were corrected in the bank and count in published versions as they were; and what was applied."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        applied = KeyCorrection.objects.select_related("version__course", "applied_by").prefetch_related("regrades")
        context = self.get_context_data(keys=wrong_keys(), applied=applied.order_by("-pk")[:50])
        return render(request, "training/admin/regrading.html", context)


class Apply(Screen):
    """One wrong key: who changes, and the act."""

    def get(self, request: HttpRequest, version: int, code: str) -> HttpResponse:
        """Show who changes."""
        return self._show(self._wrong(version, code))

    def post(self, request: HttpRequest, version: int, code: str) -> HttpResponse:
        """Apply it, if it is still what was shown."""
        wrong, form = self._wrong(version, code), ReasonForm(request.POST)
        if not form.is_valid():
            return self._show(wrong, form=form, status=INVALID)
        try:
            values = form.cleaned_data
            apply_correction(wrong=wrong, seen=values["seen"], reason=values["reason"], actor=request.user)
        except Stale:
            said = _("Meanwhile somebody handed in: this is what would change now. Nothing was applied.")
            return self._show(wrong, said=said, status=CONFLICT)
        messages.success(request, _("The key is corrected, and everybody concerned is regraded."))
        return redirect("training_regrading:index")

    def _wrong(self, version: int, code: str) -> WrongKey:
        for item in wrong_keys():
            if (item.version.pk, item.code) == (version, code):
                return item
        raise Http404

    def _show(self, wrong: WrongKey, status: int = 200, form: Any = None, said: str = "") -> HttpResponse:
        changes = effects_of(wrong)
        context = self.get_context_data(
            wrong=wrong,
            changes=changes,
            passing=sum(item.newly_passed for item in changes),
            kept=sum(item.would_fail for item in changes),
            form=form or ReasonForm(initial={"seen": mark_of(changes)}),
            said=said,
        )
        return render(self.request, "training/admin/regrade.html", context, status=status)


class RegradingViewSet(ViewSet):
    """The addresses of both."""

    name = "training_regrading"
    url_prefix = "training/regrading"
    icon = "rotate"
    menu_label = gettext_lazy("Regrade")

    def get_urlpatterns(self) -> list[Any]:
        """Return the list and one page a key."""
        return [
            path("", Keys.as_view(), name="index"),
            path("<int:version>/<str:code>/", Apply.as_view(), name="key"),
        ]

    def get_menu_item_is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may regrade."""
        return can_regrade(request.user)


VIEWSETS = [RegradingViewSet]
