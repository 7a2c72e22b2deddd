"""The app's configuration, and Wagtail's users app with screens of our own."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    """People and roles."""

    name = "people"
    verbose_name = "People"
    # Two configurations stand here; without a default Django takes neither, and no role is ever made.
    default = True

    def ready(self) -> None:
        # Models are loaded only now.
        from core import bootstrap
        from people import roles

        bootstrap.register(roles.ensure_roles)


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own user screens expect a user name, two names and a password; ours has none of them."""

    user_viewset = "people.accounts.admin.UserViewSet"
