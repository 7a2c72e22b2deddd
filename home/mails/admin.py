"""Mails and failed tasks: a list, one mail, send again."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton

from core.admin.screens import Guarded, Listing
from core.audit.services import record
from core.mail.models import OutboxMail
from core.mail.services import BodyNotKept, resend
from core.queue import dead_tasks, try_again
from home.mails.bounces import Bounces
from home.permissions import can_see_mails


class MailFilters(WagtailFilterSet):
    """By state."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=OutboxMail.State.choices)

    class Meta:
        model = OutboxMail
        fields = ["state"]


class MailList(Listing):
    """Mails, the newest first."""

    allowed = staticmethod(can_see_mails)
    model = OutboxMail
    page_title = gettext_lazy("Mails")
    header_icon = "mail"
    verbose_name_plural = gettext_lazy("mails")
    filterset_class = MailFilters
    index_url_name = "mails:index"
    index_results_url_name = "mails:index_results"
    columns = [
        TitleColumn("subject", label=gettext_lazy("Subject"), url_name="mails:mail"),
        Column("recipient", label=gettext_lazy("Recipient")),
        Column("kind", label=gettext_lazy("Kind")),
        StatusTagColumn("get_state_display", label=gettext_lazy("State"), primary=lambda mail: mail.state == "sent"),
        Column("attempts", label=gettext_lazy("Attempts")),
        Column("error", label=gettext_lazy("Last error")),
        DateColumn("created_at", label=gettext_lazy("Written"), sort_key="created_at"),
    ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to the mails that came back."""
        return [HeaderButton(label=_("Mails that came back"), url=reverse("mails:bounces"), icon_name="mail")]

    def get_base_queryset(self) -> QuerySet[OutboxMail]:
        """Without the bodies."""
        return OutboxMail.objects.defer("text", "html")

    def search_queryset(self, queryset: QuerySet[OutboxMail]) -> QuerySet[OutboxMail]:
        """Look into recipients and subjects."""
        if not self.is_searching:
            return queryset
        return queryset.filter(Q(recipient__icontains=self.search_query) | Q(subject__icontains=self.search_query))


class MailDetail(Guarded, WagtailAdminTemplateMixin, View):
    """One mail; sending it again is a click. That it was read is recorded."""

    allowed = staticmethod(can_see_mails)
    page_title = gettext_lazy("Mail")
    header_icon = "mail"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it, a security mail without its body."""
        mail = get_object_or_404(OutboxMail.objects.prefetch_related("attachments"), pk=pk)
        record(actor=request.user, action="mail.read", obj=mail)
        return render(request, "home/mails/mail.html", self.get_context_data(mail=mail))

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send it again."""
        mail = get_object_or_404(OutboxMail, pk=pk)
        if mail.sensitive:
            raise Http404
        try:
            resend(mail=mail)
        except BodyNotKept:
            messages.error(request, _("The body of this mail was not kept. Let the person ask for it once more."))
        else:
            record(actor=request.user, action="mail.resent", obj=mail)
            messages.success(request, _("The mail is on its way again."))
        return redirect("mails:mail", pk=pk)


class TaskList(Guarded, WagtailAdminTemplateMixin, View):
    """Tasks that failed for good."""

    allowed = staticmethod(can_see_mails)
    page_title = gettext_lazy("Failed tasks")
    header_icon = "warning"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        return render(request, "home/mails/tasks.html", self.get_context_data(tasks=dead_tasks()[:100]))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Let one be tried again."""
        if try_again(request.POST.get("task", "")):
            messages.success(request, _("The task is tried again now."))
        else:
            messages.error(request, _("This task is not waiting any more."))
        return redirect("mails:tasks")


class MailMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person sees mails."""
        return can_see_mails(request.user)


class MailViewSet(ViewSet):
    """List, one mail, failed tasks."""

    name = "mails"
    menu_label = gettext_lazy("Mails")
    menu_order = 890
    icon = "mail"
    add_to_admin_menu = True
    menu_item_class = MailMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", MailList.as_view(), name="index"),
            path("results/", MailList.as_view(results_only=True), name="index_results"),
            path("bounces/", Bounces.as_view(), name="bounces"),
            path("tasks/", TaskList.as_view(), name="tasks"),
            path("<int:pk>/", MailDetail.as_view(), name="mail"),
        ]
