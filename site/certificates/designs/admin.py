"""Certificate templates as staff write them: versions, a preview while writing, a sample PDF, put to use."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from certificates.designs.markup import ASSETS
from certificates.designs.models import Design
from certificates.designs.preview import preview
from certificates.designs.sandbox import SOURCE_AT_MOST, BadTemplate
from certificates.designs.services import NotReady, design_for, use_design, write_design
from certificates.designs.values import LINE, SCALARS
from certificates.kinds import Kind
from certificates.permissions import can_design_certificates
from core.admin.screens import Guarded
from core.files.services import serve_private

INVALID = 422


class DesignForm(forms.ModelForm[Design]):
    """A template: its paper, its markup, its styles."""

    class Meta:
        model = Design
        fields = ["name", "paper", "body", "style"]
        widgets = {
            "body": forms.Textarea({"rows": 24, "spellcheck": "false", "maxlength": SOURCE_AT_MOST}),
            "style": forms.Textarea({"rows": 12, "spellcheck": "false"}),
        }


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What the screens share."""

    allowed = staticmethod(can_design_certificates)
    page_title: Any = gettext_lazy("Certificate templates")
    header_icon = "doc-full-inverse"
    breadcrumbs_items = ()
    template = ""

    def design(self) -> Design:
        """Return the address's template; raises Http404."""
        return get_object_or_404(Design.objects.select_related("sample"), pk=self.kwargs["pk"])

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Render the screen."""
        return render(self.request, self.template, self.get_context_data(**context), status=status)


class Designs(Screen):
    """Every template with its versions, by kind."""

    template = "certificates/admin/designs.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them; ours are put there where there is none."""
        for kind in Kind:
            design_for(kind)
        return self.show(designs=Design.objects.select_related("written_by", "sample")[:200])


class Write(Screen):
    """Writes on a template; one that is in use, or was printed with, becomes its next version."""

    template = "certificates/admin/design.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the template."""
        return self.ask(DesignForm(instance=self.design()))

    def ask(self, form: DesignForm, status: int = 200) -> HttpResponse:
        """Show the form with what may be printed."""
        return self.show(
            status, form=form, design=self.design(), scalars=SCALARS.items(), line=LINE.items(), assets=ASSETS,
            seen=reverse("certificate_designs:preview", args=[self.kwargs["pk"]]),
        )  # fmt: skip

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store it, or say what is wrong with it; what was typed stays in the form."""
        form = DesignForm(request.POST, instance=self.design())
        if not form.is_valid():
            return self.ask(form, INVALID)
        design = form.instance
        if "copy" in request.POST:
            design = self.copy(design)
        try:
            written = write_design(design=design, actor=request.user)
        except BadTemplate as error:
            form.add_error(None, str(error))
            return self.ask(form, INVALID)
        messages.success(request, _("Stored as version %d. It is being tried out.") % written.version)
        return redirect("certificate_designs:design", written.pk)

    def copy(self, design: Design) -> Design:
        """Return a template of its own with the same words."""
        values = {name: getattr(design, name) for name in ("name", "kind", "paper", "body", "style")}
        base = slugify(design.name)[:30] or "template"
        taken = Design.objects.filter(code__startswith=base).values("code").distinct().count()
        return Design(code=f"{base}-{taken + 1}", **values)


class Preview(Screen):
    """What the template shows of somebody made up, for a frame: it can run and load nothing."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what is stored."""
        design = self.design()
        return self.framed(design, design.body, design.style, design.paper)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what is being written; nothing is stored."""
        form = DesignForm(request.POST, instance=self.design())
        if not form.is_valid():
            return self.framed(self.design(), "", "", "letter", INVALID)
        return self.framed(form.instance, form.instance.body, form.instance.style, form.instance.paper)

    def framed(self, design: Design, body: str, style: str, paper: str, status: int = 200) -> HttpResponse:
        """Return the page."""
        html, problem = preview(kind=str(Kind(design.kind).label), body=body, style=style, paper=paper)
        response = HttpResponse(html, status=INVALID if problem else status)
        response["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
        )
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response


class Sample(Screen):
    """The PDF of the first sample, once a task has made it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Give it."""
        design = self.design()
        if design.sample is None:
            raise Http404
        return serve_private(design.sample, inline=True)


class Use(Screen):
    """Puts a template to use."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Use it from now on."""
        try:
            use_design(design=self.design(), actor=request.user)
        except NotReady:
            messages.error(request, _("It has not been tried out yet, or does not print."))
        else:
            messages.success(request, _("In use from now on. What was issued keeps the template it was issued with."))
        return redirect("certificate_designs:design", pk)


class DesignMenuItem(MenuItem):
    """Shown to whoever writes templates."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person writes templates."""
        return can_design_certificates(request.user)


class DesignViewSet(ViewSet):
    """Templates of certificates."""

    name = "certificate_designs"
    url_prefix = "credits/templates"
    menu_label = gettext_lazy("Certificate templates")
    icon = "doc-full-inverse"
    menu_item_class = DesignMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Designs.as_view(), name="index"),
            path("<int:pk>/", Write.as_view(), name="design"),
            path("<int:pk>/preview/", Preview.as_view(), name="preview"),
            path("<int:pk>/sample/", Sample.as_view(), name="sample"),
            path("<int:pk>/use/", Use.as_view(), name="use"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [DesignViewSet]
