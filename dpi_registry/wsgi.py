"""What does a web server run?"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpi_registry.settings")
# Before settings are read: web processes have time limits and a connection pool.
os.environ["DPI_PROCESS"] = "web"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
