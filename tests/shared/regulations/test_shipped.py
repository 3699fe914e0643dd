"""The shipped profiles: complete, checked at start, and what the five documents say."""

from pathlib import Path
import shutil

from django.core.management import call_command
from django.core.management.base import SystemCheckError
import pytest

from staffroom.shared.regulations.registry import GROUPS, KEYS, Kind, clean, shipped
from staffroom.shared.regulations.registry.resolving import SILENT

DISTRICTS = ("berezniki", "baltasi", "tula", "petrodvorets", "olekminsk")


def _edited(folder: Path, old: str, new: str, name: str = "baltasi.toml") -> Path:
    """A copy of the shipped folder with one file changed."""
    copy = folder / "profiles"
    shutil.copytree(shipped.PROFILES_DIR, copy)
    text = (copy / name).read_text("utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new, 1), "utf-8")
    return copy


def test_six_profiles_say_something_of_every_key() -> None:
    profiles = {profile.code: profile for profile in shipped.shipped()}

    assert set(profiles) == {"basic", *DISTRICTS}
    for profile in profiles.values():
        assert list(profile.entries) == list(KEYS)


def test_the_basic_profile_is_the_defaults_of_the_code() -> None:
    basic = shipped.shipped()[0]

    assert {code: entry["value"] for code, entry in basic.entries.items()} == {
        code: key.default for code, key in KEYS.items()
    }


@pytest.mark.parametrize("code", DISTRICTS)
def test_where_the_document_speaks_there_is_a_value_and_a_note(code: str) -> None:
    profile = next(profile for profile in shipped.shipped() if profile.code == code)

    for key, entry in profile.entries.items():
        assert entry["clause"], key
        if entry["clause"] != SILENT:
            assert entry["note"].endswith("."), key
            assert "value" in entry, key


def test_every_key_is_in_a_group_and_speaks_russian() -> None:
    assert {key.group for key in KEYS.values()} == set(GROUPS)
    for key in KEYS.values():
        assert key.title
        assert key.hint.endswith((".", "?")), key.code
        assert clean(key, key.default) == key.default, key.code
        if key.kind in {Kind.CHOICE, Kind.MANY, Kind.FLAG}:
            assert len({option.code for option in key.options}) == len(key.options) >= 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("days = 7", "days = 0", "baltasi.toml, ключ «creation.decision_days»: число от 1"),
        (
            '"application"',
            '"magic"',
            "baltasi.toml, ключ «creation.mode»: выберите один из вариантов",
        ),
        ('"chat.direct"', '"chat.secret"', "baltasi.toml: неизвестный ключ «chat.secret»"),
        (
            '"see_flags"] },',
            '"see_all_flags"] },',
            "baltasi.toml, ключ «roles.catalogue»: нет права",
        ),
        (
            'value = "group_leader"',
            'value = "boss"',
            "baltasi.toml: «Кто ведёт сообщество»: роли «boss»",
        ),
        ("[keys]", "[keys", "baltasi.toml: файл не читается"),
        ('parent = "basic"', 'parent = "tula"', "baltasi.toml: parent должен быть «basic»"),
    ],
)
def test_a_wrong_file_names_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, words: str
) -> None:
    monkeypatch.setattr(shipped, "PROFILES_DIR", _edited(tmp_path, old, new))

    with pytest.raises(SystemCheckError) as refused:
        call_command("check", "regulations")

    assert words in str(refused.value)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    folder = _edited(tmp_path, '"chat.direct" = { value = true, clause = "молчит" }\n', "")

    with pytest.raises(
        shipped.WrongProfile, match=r"нет ключа «chat\.direct» \(Личные сообщения\)"
    ):
        shipped.read_folder(folder)


def test_the_tula_list_is_the_annex_of_twelve_groups() -> None:
    tula = next(profile for profile in shipped.shipped() if profile.code == "tula")
    groups = tula.entries["structure.group_list"]["value"]

    assert len(groups) == 12
    assert groups[4]["name"] == "Вжурнале / дисциплины естественно-научной направленности"
    assert groups[4]["subjects"] == ["chemistry", "biology", "geography"]
    assert groups[10]["functions"] == ["homeroom_teacher"]
