"""A person who can sign in, known by an e-mail address."""

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
        cached: frozenset[str] | None = getattr(self, "_role_names", None)
        if cached is None:
            cached = frozenset(self.groups.values_list("name", flat=True))
            self._role_names = cached
        return cached

    @property
    def clearance_kinds(self) -> frozenset[str]:
        """The kinds of this person's clearances that are valid now and belong to a verified address of theirs."""
        cached: frozenset[str] | None = getattr(self, "_clearance_kinds", None)
        if cached is None:
            from people.clearance.models import Clearance  # clearances name their holder: a circle otherwise

            cached = frozenset(Clearance.objects.of_user(self).valid().values_list("kind", flat=True))
            self._clearance_kinds = cached
        return cached
