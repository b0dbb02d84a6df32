"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genhun.project.settings")
application = get_wsgi_application()

gc.freeze()  # what is loaded now stays: the collector need not walk through it, and the servers share its memory
gc.set_threshold(50_000, 20, 50)  # a page over 20,000 people makes many small rows: by default a third of its time
