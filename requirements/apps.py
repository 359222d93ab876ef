"""How does Django load the registry's app?"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequirementsConfig(AppConfig):
    name = "requirements"
    verbose_name = _("Registry")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the system checks and hears of sign-ins; imported once the apps are known, as models must be."""
        from requirements import checks  # noqa: F401
        from requirements.sign_in import remembering

        remembering.listen()
