"""What the stories of accounts share: reading letters, running jobs, typing."""

import re
from typing import Any

from django.core import mail
from django.test import Client

from staffroom.core.jobs import run_once

LINK = re.compile(r"https?://\S+")


def post_away() -> None:
    """Let the jobs that wait run: letters leave."""
    run_once()


def letters_to(address: str) -> list[Any]:
    """Letters sent to an address, in order."""
    post_away()
    return [letter for letter in mail.outbox if letter.to == [address]]


def link_in(letter: Any) -> str:
    """The path of the first link of a letter."""
    found = LINK.search(letter.body)
    assert found, letter.body
    return "/" + found.group(0).split("/", 3)[3]


def text_of(response: Any) -> str:
    """The words of a page, without tags."""
    html = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def type_in(client: Client, path: str, **typed: Any) -> Any:
    """Post a form as a person without scripts would."""
    return client.post(path, typed)
