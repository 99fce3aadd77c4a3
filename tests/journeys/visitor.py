"""Somebody visiting the site: fills in forms as a browser would, token and all."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Visitor:
    """One visit, with its own cookie."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse | None = None

    def open(self, path: str) -> TestResponse:
        self.page = self.client.get(path)
        return self.page

    def send(self, path: str | None = None, **fields: Any) -> TestResponse:
        """Post the fields with the token of the page in hand, and follow where that leads."""
        return self.send_to(path or self.path, fields)

    def send_to(self, path: str, fields: dict[str, Any]) -> TestResponse:
        self.page = self.client.post(path, data={"csrf_token": self.token, **fields}, follow_redirects=True)
        return self.page

    @property
    def path(self) -> str:
        assert self.page is not None
        return self.page.request.path

    @property
    def token(self) -> str:
        assert self.page is not None
        found = TOKEN.search(self.page.text)
        if not found:
            found = TOKEN.search(self.client.get("/search").text)
        assert found
        return found[1]

    @property
    def words(self) -> str:
        """What the page says, without its markup."""
        assert self.page is not None
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page.text)).split())

    def answers(self, question: dict[str, Any]) -> str:
        """Fill in the short form; returns the id of the answers from the address of the results."""
        self.open("/find/short")
        self.send_to("/find/short", question)
        return self.path.rpartition("/")[2]
