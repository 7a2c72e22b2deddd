"""Accounts as security staff see them: whether they are active, and which roles they hold."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from core.admin.exports import exporting
from people.accounts.models import User
from people.accounts.services import set_roles
from people.permissions import can_edit_roles
from people.policies import SentencePolicy, nobody
from people.roles import Role

POLICIES = [
    SentencePolicy(User, change=can_edit_roles, add=nobody, delete=nobody),
    SentencePolicy(Group, change=nobody),
]


class UserForm(WagtailAdminModelForm):
    """Roles and whether the account works; people edit everything else themselves."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Kept in the audit with your name."))

    class Meta:
        model = User
        fields = ["is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].initial = sorted(self.instance.role_names)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        own = self.for_user is not None and self.for_user.pk == self.instance.pk
        if own and set(values.get("roles", [])) != self.instance.role_names:
            self.add_error("roles", _("Nobody changes their own roles. Ask another member of security staff."))
        return values


class UserEditView(generic.EditView):
    """Changes go through the service, which records them."""

    @transaction.atomic
    def save_instance(self) -> User:
        """Hand the roles out or take them back."""
        values = self.form.cleaned_data
        set_roles(
            user=self.object,
            roles=values["roles"],
            active=values["is_active"],
            reason=values["reason"],
            actor=self.request.user,
        )
        user: User = self.object
        return user


class UserViewSet(ModelViewSet):
    """People who can sign in; an account is made by signing up, never here."""

    model = User
    icon = "user"
    menu_label = _("Accounts and roles")
    menu_name = "accounts"
    add_to_settings_menu = False
    add_to_admin_menu = False
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    list_display = ["email", "name", "is_active", "last_login", "date_joined"]
    list_filter = ["groups", "is_active"]
    list_export = ["email", "name", "is_active", "date_joined"]
    export_filename = "accounts"
    search_fields = ["email", "name"]
    ordering = "email"
    index_view_class = exporting(can_edit_roles)
    edit_view_class = UserEditView

    def get_form_class(self, for_update: bool = False) -> type[UserForm]:
        """Return the form."""
        return UserForm
