"""The owner of the settings stands on the pages, as the law wants it."""

from typing import Any

from django.test import Client

from staffroom.config.options import Owner


def test_the_owner_stands_at_the_foot_of_a_page(client: Client, settings: Any, db: None) -> None:
    settings.OWNER = Owner(
        name="МБУ «Методический центр»", address="Школьная ул., 1", email="centre@uch.example"
    )
    page = client.get("/account/sign-in/").content.decode()
    assert "Владелец сайта: МБУ «Методический центр», Школьная ул., 1, <a" in page
    assert 'href="mailto:centre@uch.example"' in page


def test_without_an_owner_nothing_is_said(client: Client, db: None) -> None:
    assert "Владелец сайта" not in client.get("/account/sign-in/").content.decode()
