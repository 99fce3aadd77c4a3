"""The application for a WSGI server: ``waitress-serve wsgi:app``."""

from directory.app import create_app

app = create_app()
