"""What the server of the stock projects loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.stock.settings"

application = get_wsgi_application()
