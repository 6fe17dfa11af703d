"""What a WSGI server loads."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

application = get_wsgi_application()

SECRET_KEY = settings.SECRET_KEY  # an empty one is refused at its first use: let that be here, not at the first request
