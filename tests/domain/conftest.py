"""How much hypothesis tries: little and always the same by default, much with OPS_HYPOTHESIS=deep."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "default",
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", settings.get_profile("default"), max_examples=1000, derandomize=False)
settings.load_profile(os.environ.get("OPS_HYPOTHESIS", "default"))
