"""The operator's settings: a file, variables over it, and plain words about every mistake."""

from pathlib import Path
import tomllib

import pytest

from staffroom.config import config_words
from staffroom.config.conf import VARIABLES, Conf, every
from staffroom.config.options import ConfError

ROOT = Path(__file__).resolve().parents[2]


def conf_of(folder: Path, text: str = "", **variables: str) -> Conf:
    """The settings of a data folder with this file and these variables."""
    if text:
        (folder / "staffroom.toml").write_text(text, encoding="utf-8")
    return Conf({"STAFFROOM_DATA": str(folder), **variables})


def refusal(folder: Path, text: str = "", **variables: str) -> str:
    """The words with which the settings are refused."""
    with pytest.raises(ConfError) as caught:
        conf_of(folder, text, **variables)
    return str(caught.value)


def test_nothing_set_is_a_local_sqlite_installation(tmp_path: Path) -> None:
    conf = conf_of(tmp_path)
    assert conf.site == "http://127.0.0.1:8000"
    assert conf.database()["ENGINE"] == "staffroom.core.sqlite"
    assert conf.database()["NAME"] == tmp_path / "staffroom.sqlite3"
    assert (conf.is_production, conf.is_https, conf.needs_second_factor) == (False, False, False)


def test_variables_win_over_the_file(tmp_path: Path) -> None:
    text = '[site]\nport = 9000\ntime_zone = "Asia/Yakutsk"\n'
    conf = conf_of(tmp_path, text, PORT="9100", STAFFROOM_OTHER_NAMES="a.example, b.example")
    assert (conf.port, conf.time_zone) == (9100, "Asia/Yakutsk")
    assert conf.allowed_hosts[-3:] == ["a.example", "b.example", "127.0.0.1"]


def test_the_site_answers_to_no_name_that_nobody_gave_it(tmp_path: Path) -> None:
    local = ["127.0.0.1", "localhost", "[::1]"]
    conf = conf_of(
        tmp_path, STAFFROOM_SITE="https://uch.example", STAFFROOM_OTHER_NAMES="b.example"
    )
    assert conf.allowed_hosts == [*local, "uch.example", "b.example", "127.0.0.1"]


def test_an_open_host_is_production(tmp_path: Path) -> None:
    conf = conf_of(tmp_path, HOST="0.0.0.0")
    assert conf.is_production
    assert conf.needs_second_factor
    assert not conf_of(tmp_path, HOST="0.0.0.0", STAFFROOM_MODE="local").is_production
    assert not conf_of(tmp_path, HOST="::1").is_production


def test_https_address_is_the_site(tmp_path: Path) -> None:
    conf = conf_of(tmp_path, STAFFROOM_SITE="https://uch.example/")
    assert (conf.site, conf.is_https) == ("https://uch.example", True)
    assert "uch.example" in conf.allowed_hosts


def test_postgres_address_is_taken_apart(tmp_path: Path) -> None:
    database = conf_of(
        tmp_path, STAFFROOM_DATABASE="postgres://us%40er:p%2Fw@db.example:5433/rooms"
    ).database()
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert [database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "us@er",
        "p/w",
        "db.example",
        5433,
        "rooms",
    ]


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("%2Frun%2FMy-sockets:5433", "/run/My-sockets"),
        ("[::1]:5433", "::1"),
        ("db.example", "db.example"),
    ],
)
def test_the_host_of_the_database_may_be_a_folder(tmp_path: Path, written: str, host: str) -> None:
    conf = conf_of(tmp_path, STAFFROOM_DATABASE=f"postgres://me@{written}/rooms")
    assert conf.database()["HOST"] == host


def test_a_secret_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("сирень\n")
    conf = conf_of(tmp_path, STAFFROOM_MAIL_PASSWORD_FILE=str(tmp_path / "password"))
    assert conf.email()["EMAIL_HOST_PASSWORD"] == "сирень"
    assert "сирень" not in repr(conf.options)
    assert "файл /нет не читается" in refusal(tmp_path, STAFFROOM_MAIL_PASSWORD_FILE="/нет")


def test_the_key_is_made_once_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    key = conf_of(tmp_path).secret_key
    assert len(key) >= 48
    assert conf_of(tmp_path).secret_key == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[site]\nprot = 1\n", "строка 2, [site] prot: такой настройки нет; может быть, port?"),
        ("[site]\n\nport = 'x'\n", "строка 3, [site] port: нужно целое число"),
        ("[male]\nhost = ''\n", "строка 1, male: такого раздела нет; может быть, mail?"),
        ("[site]\nport = 70000\n", "[site] port: число слишком большое (не больше 65535)"),
        ("[site]\nmode = 'x'\n", "[site] mode: можно только: 'auto'"),
        ("[site]\ntime_zone = 'Mars'\n", "такого часового пояса нет"),
        ("[site]\naddress = 'uch.example'\n", "адрес начинается с http://"),
        ("[database]\nurl = 'mysql://x'\n", "поддерживаются адреса вида postgres://"),
        ("[site\n", "строка 1: запись непонятна"),
        ("site = 5\n", "это раздел: напишите [site]"),
    ],
)
def test_a_mistake_in_the_file_is_named_in_words(tmp_path: Path, text: str, words: str) -> None:
    assert words in refusal(tmp_path, text)


def test_every_section_refuses_unknown_keys(tmp_path: Path) -> None:
    for section in {section for section, _, _ in every()}:
        assert "неведомое" in refusal(tmp_path, f"[{section}]\n'неведомое' = 1\n")


def test_an_unknown_variable_is_refused_with_a_hint(tmp_path: Path) -> None:
    assert "Может быть, STAFFROOM_DATABASE?" in refusal(tmp_path, STAFFROOM_DATABSE="x")
    assert "переменная PORT: нужно целое число" in refusal(tmp_path, PORT="восемь")


def test_every_setting_has_words_and_a_variable_of_its_own() -> None:
    settings = list(every())
    assert len(VARIABLES) == len(settings)
    assert [key for _, key, field in settings if not field.description] == []


def test_the_example_changes_nothing_and_names_everything(tmp_path: Path) -> None:
    assert config_words.write_example(tmp_path / "staffroom.toml")
    assert not config_words.write_example(tmp_path / "staffroom.toml")
    text = (tmp_path / "staffroom.toml").read_text(encoding="utf-8")
    assert conf_of(tmp_path).options == conf_of(tmp_path / "empty").options
    assert all(f"# {key} = " in text for _, key, _ in every())
    opened = "\n".join(
        line.removeprefix("# ") if line.startswith("# ") and " = " in line else line
        for line in text.splitlines()
    )
    assert set(tomllib.loads(opened)) == {section for section, _, _ in every()}


def test_the_document_of_settings_is_the_present_one() -> None:
    """Made by `staffroom settings --docs > docs/config.md`."""
    assert (ROOT / "docs" / "config.md").read_text(encoding="utf-8") == config_words.docs()
