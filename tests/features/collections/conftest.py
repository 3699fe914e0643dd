"""What the stories of shelves share."""

from django.test import Client

from staffroom.core.jobs import run_once
from tests.shared.accounts.pages import text_of


def notices(client: Client) -> str:
    """The list of notices after the jobs, and those that they caused, are done."""
    run_once()
    run_once()
    return text_of(client.get("/notices/"))
