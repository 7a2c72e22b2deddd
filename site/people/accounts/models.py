"""A person who can sign in, known by an e-mail address."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import public_id


class UserManager(BaseUserManager["User"]):
    """Makes users."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user with a lower-case address; without a password the account has none that works."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser, PermissionsMixin):
    """An account. `name` is one free field, as the person writes it; `display_name` is what others may see."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    family_name = models.CharField(_("family name"), max_length=120, blank=True)
    display_name = models.CharField(
        _("display name"),
        max_length=120,
        blank=True,
        help_text=_("On badges and certificates, if it differs."),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="people_user_email_without_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.display_name or self.name

    @property
    def first_name(self) -> str:
        """Wagtail's admin greets and lists people by a first and a last name; ours have one."""
        return self.name

    @property
    def last_name(self) -> str:
        return self.family_name

    def has_role(self, *roles: str) -> bool:
        """Return whether the person holds one of the roles (`people.roles.Role`); superusers hold all."""
        if not self.is_active:
            return False
        return self.is_superuser or not self.role_names.isdisjoint(roles)

    @property
    def role_names(self) -> frozenset[str]:
        """The names of the person's groups, read once a request."""
        return self._rights[0]

    @property
    def permission_names(self) -> frozenset[str]:
        """What the person's groups permit, as `app.codename`, read once a request."""
        return self._rights[1]

    @property
    def _rights(self) -> tuple[frozenset[str], frozenset[str]]:
        remembered: tuple[frozenset[str], frozenset[str]] | None = getattr(self, "_remembered_rights", None)
        if remembered is None:
            rights = ("name", "permissions__content_type__app_label", "permissions__codename")
            remembered = self.remember_rights(self.groups.values_list(*rights))
        return remembered

    def remember_rights(
        self, rows: Iterable[tuple[str | None, str | None, str | None]]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Keep and return what was read of the person: rows of role, app and codename; what is missing is None."""
        rights = list(rows)
        roles = frozenset(role for role, _app, _codename in rights if role)
        permissions = frozenset(f"{app}.{codename}" for _role, app, codename in rights if codename)
        self._remembered_rights = roles, permissions
        return self._remembered_rights

    @property
    def clearance_kinds(self) -> frozenset[str]:
        """The kinds of this person's clearances that are valid now and belong to a verified address of theirs."""
        cached: frozenset[str] | None = getattr(self, "_clearance_kinds", None)
        if cached is None:
            from people.clearance.models import Clearance  # clearances name their holder: a circle otherwise

            cached = frozenset(Clearance.objects.of_user(self).valid().values_list("kind", flat=True))
            self._clearance_kinds = cached
        return cached
