"""A Django project as small as can be, with persistent connections."""

import os

from benchmarks.stock.database import database

SECRET_KEY = "no secret: nothing is signed"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["benchmarks.stock", "strawberry_django", "graphene_django"]
DATABASES = {"default": database(os.environ["DATABASE_OWNER_URL"])}
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]  # says how long an answer is
ROOT_URLCONF = "benchmarks.stock.urls"
USE_TZ = True
