"""Forms whose changes are recorded: which fields, by whom; values stay out of the record."""

from typing import Any

from django.db import models, transaction
from wagtail.admin.views import generic

from core.admin.deletion import GuardedDeleteView
from core.audit.services import record


class AuditedCreateView(generic.CreateView):
    """Records who added what."""

    @transaction.atomic
    def save_instance(self) -> Any:
        """Store the new row and its audit entry."""
        row: models.Model = super().save_instance()
        record(actor=self.request.user, action=f"{row._meta.model_name}.added", obj=row)
        return row


class AuditedEditView(generic.EditView):
    """Records who changed which fields."""

    @transaction.atomic
    def save_instance(self) -> Any:
        """Store the change and its audit entry."""
        row: models.Model = super().save_instance()
        if self.form.has_changed():
            fields = sorted(self.form.changed_data)
            record(
                actor=self.request.user, action=f"{row._meta.model_name}.changed", obj=row, changes={"fields": fields}
            )
        return row


class AuditedDeleteView(GuardedDeleteView):
    """Records who deleted what."""

    @transaction.atomic
    def delete_action(self) -> None:
        """Write the audit entry, then delete the row; both or neither."""
        row: models.Model = self.object
        record(actor=self.request.user, action=f"{row._meta.model_name}.deleted", obj=row)
        super().delete_action()
