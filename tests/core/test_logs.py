"""Logs tell what happened and never to whom."""

import json
import logging
import logging.config

import pytest

from staffroom.core.logs import logging_settings


def written(capsys: pytest.CaptureFixture[str], *, is_json: bool) -> str:
    """What one failure leaves in the log."""
    configured = logging_settings(is_json=is_json)
    formatter = configured["formatters"]["ours"]
    made = formatter["()"](**{k: v for k, v in formatter.items() if k != "()"})
    handler = logging.StreamHandler()
    handler.setFormatter(made)
    log = logging.getLogger("staffroom.probe")
    log.handlers, log.propagate = [handler], False
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
