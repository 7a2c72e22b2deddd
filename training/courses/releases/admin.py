"""Releases as reviewers see them: what changes, a preview, and Wagtail's own buttons to approve or send back."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.snippets.views.snippets import SnippetViewSet

from people.policies import SentencePolicy, nobody
from training.courses.comparing import changes
from training.courses.difference import differences
from training.courses.releases.models import Release
from training.permissions import can_review_courses

# Its page has no field to change: who opens it reads, and decides where the workflow says that it is their turn.
POLICY = SentencePolicy(Release, change=can_review_courses, add=nobody, delete=nobody)
POLICIES = [POLICY]


class ContentPanel(Panel):
    """What the release changes, in sentences and word by word."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one release."""

        template_name = "training/admin/release.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the differences from what is published now."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            release = self.instance
            before = release.course.current.content if release.course.current else None
            context["release"] = release
            context["sentences"] = list(differences(before, release.content))
            context["texts"] = list(changes(before, release.content))
            return context


class ReleaseViewSet(SnippetViewSet):
    """Releases, those under review first."""

    model = Release
    icon = "tasks"
    menu_label = _("Reviews")
    list_display = ["course", "note", "made_by", "made_at", "closed_at", "version"]
    list_filter = ["course"]
    list_per_page = 50
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_handler = ObjectList([FieldPanel("note", read_only=True), ContentPanel(heading=_("What changes"))])

    @property
    def permission_policy(self) -> SentencePolicy:
        """The sentences about releases."""
        return POLICY


VIEWSETS = [ReleaseViewSet]
