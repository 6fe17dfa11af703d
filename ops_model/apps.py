"""The Django app of the product."""

from django.apps import AppConfig


class OpsModelConfig(AppConfig):
    """Tracks how far a company has come on the way to being customer-obsessed."""

    name = "ops_model"
    verbose_name = "operating model"
