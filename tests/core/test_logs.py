"""Logs tell what happened and never to whom."""

import json
import logging
import logging.config

from django.http import HttpResponseServerError
from django.test import RequestFactory
from django.urls import reverse
from django.utils.log import log_response
import pytest

from staffroom.config.routes import routes
from staffroom.core.logs import logging_settings


def log_of(name: str, *, is_json: bool) -> logging.Logger:
    """A log that writes to the error stream as the product's logs do."""
    configured = logging_settings(is_json=is_json)
    formatter = configured["formatters"]["ours"]
    made = formatter["()"](**{k: v for k, v in formatter.items() if k != "()"})
    handler = logging.StreamHandler()
    handler.setFormatter(made)
    log = logging.getLogger(name)
    log.handlers, log.propagate = [handler], False
    return log


def written(capsys: pytest.CaptureFixture[str], *, is_json: bool) -> str:
    """What one failure leaves in the log."""
    log = log_of("staffroom.probe", is_json=is_json)
    try:
        _fail("anna@tula.example", "+7 (912) 345-67-89")
    except ValueError:
        log.exception("job failed, password=hunter2 and token: abc", extra={"job": 7})
    return capsys.readouterr().err


def _fail(email: str, telephone: str) -> None:
    message = f"DETAIL: Key (email)=({email}), {telephone} already exists"
    raise ValueError(message)


@pytest.mark.parametrize("is_json", [True, False])
def test_no_person_and_no_secret_is_in_the_log(
    capsys: pytest.CaptureFixture[str], is_json: bool
) -> None:
    text = written(capsys, is_json=is_json)
    for private in ("anna@tula", "345-67", "hunter2", "abc"):
        assert private not in text
    assert "already exists" in text


def test_a_service_writes_one_json_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    line = json.loads(written(capsys, is_json=True))
    assert (line["level"], line["logger"], line["job"]) == ("error", "staffroom.probe", 7)
    assert "ValueError" in line["exception"]


SECRET = "Zm9v-4_x:1uKey"  # as the tokens in our letters look
PID = "k3m7p9qr2t"
SENT = {
    "accounts:reset": {"pid": PID, "token": SECRET},
    "accounts:email-confirm": {"token": SECRET},
    "notifications:unsubscribe": {"token": SECRET},
    "admissions:confirm": {"pid": PID},
}


def test_every_address_with_a_token_is_thought_of() -> None:
    assert {route.name for route in routes() if "token>" in route.path} <= set(SENT)


@pytest.mark.parametrize("is_json", [True, False])
@pytest.mark.parametrize("name", SENT)
def test_a_failing_page_leaves_no_key_of_a_letter_in_the_log(
    capsys: pytest.CaptureFixture[str], name: str, is_json: bool
) -> None:
    """Django writes the address of a page that failed; whoever holds it could set a password."""
    address = reverse(name, kwargs=SENT[name])
    log_response(
        "%s: %s", "Internal Server Error", address, request=RequestFactory().get(address),
        response=HttpResponseServerError(), logger=log_of("probe.request", is_json=is_json),
    )  # fmt: skip
    text = capsys.readouterr().err
    assert "Internal Server Error: /" in text
    for secret in (SECRET, PID):
        assert secret not in text


def test_other_addresses_stay_readable(capsys: pytest.CaptureFixture[str]) -> None:
    log_of("probe.request", is_json=True).error("failed: /p/%s-kak-obyasnit", PID)
    assert f"/p/{PID}-kak-obyasnit" in capsys.readouterr().err
