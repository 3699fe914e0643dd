"""A working installation does not start while something dangerous stands, and says what to do."""

from collections.abc import Callable
from pathlib import Path

from django.core.management.base import CommandError
import pytest

from staffroom.config import safety
from staffroom.config.conf import Conf
from tests.factories.people import person

OWNER = {
    "STAFFROOM_OWNER_NAME": "МБУ «Методический центр»",
    "STAFFROOM_OWNER_ADDRESS": "Берёзовка, Школьная ул., 1",
    "STAFFROOM_OWNER_EMAIL": "centre@berezovka.example",
}


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set the installation's variables."""

    def install(**variables: str) -> None:
        made = Conf({"STAFFROOM_DATA": str(tmp_path), **variables})
        monkeypatch.setattr(safety, "conf", made)

    return install


def test_a_trial_on_ones_own_machine_starts(installed: Callable[..., None], db: None) -> None:
    person(is_demo=True)
    installed()
    safety.must_be_safe()


def test_production_without_an_owner_is_refused(installed: Callable[..., None], db: None) -> None:
    installed(HOST="0.0.0.0")
    with pytest.raises(CommandError, match="Не указан владелец сайта"):
        safety.must_be_safe()
    installed(HOST="0.0.0.0", **OWNER)
    safety.must_be_safe()


def test_production_refuses_demonstration_accounts(
    installed: Callable[..., None], db: None
) -> None:
    installed(STAFFROOM_MODE="production", **OWNER)
    person(is_demo=True)
    with pytest.raises(CommandError, match="демонстрационные учётные записи"):
        safety.must_be_safe()


def test_check_warns_of_plain_http_and_of_silent_mail(installed: Callable[..., None]) -> None:
    installed(STAFFROOM_MODE="production", **OWNER)
    assert [one.id for one in safety.settings_are_safe()] == ["staffroom.W001", "staffroom.W002"]
    installed(
        STAFFROOM_MODE="production",
        STAFFROOM_SITE="https://uch.example",
        STAFFROOM_MAIL_HOST="smtp.example",
        **OWNER,
    )
    assert safety.settings_are_safe() == []
