"""Deleting what others refer to is refused with a sentence, not with an error page."""

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.views import generic


class GuardedDeleteView(generic.DeleteView):
    """Says what stands in the way."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().form_valid(form)
        except ProtectedError as error:
            count = len(error.protected_objects)
            messages.error(
                self.request, _("This cannot be deleted: %(count)d other records refer to it.") % {"count": count}
            )
            return redirect(self.get_edit_url() if hasattr(self, "get_edit_url") else self.get_success_url())
        return response
