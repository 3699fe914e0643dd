"""The settings in words: the commented example beside the data, and docs/config.md."""

import inspect
from pathlib import Path
import textwrap

from staffroom.config.conf import Options, every, shown, variable

OPENING = """\
# Настройки «Учительской».
#
# Строка с решёткой в начале ничего не меняет: это пояснение или значение по умолчанию.
# Чтобы изменить настройку, уберите решётку перед её именем и впишите своё значение.
# Проверить файл: staffroom check. После изменения перезапустите сайт.
"""

DOCS = """\
# Настройки

Сайт работает и без настроек: всё лежит в папке данных (`STAFFROOM_DATA`, по умолчанию `var`),
база — SQLite. Менять настройки можно двумя способами:

- файл `staffroom.toml` в папке данных; при первом запуске он создаётся сам, с пояснениями;
- переменные среды: они сильнее файла. К имени любой переменной можно добавить `_FILE`, тогда
  значение читается из названного файла (так передают пароли).

Неизвестное имя или негодное значение останавливает запуск: сообщение называет файл, строку или
переменную и говорит, что исправить. Проверить настройки, ничего не запуская: `staffroom check`.

<!-- Этот файл делает команда `staffroom settings --docs`; правьте staffroom/config/options.py. -->
"""


def heading(section: str) -> str:
    """What a section is for."""
    kind = Options.model_fields[section].annotation
    return inspect.getdoc(kind) or ""


def default_of(default: object, factory: object) -> str:
    """The default as it is written in TOML."""
    return shown(factory() if callable(factory) else default)


def example() -> str:
    """`staffroom.toml` with every setting explained and nothing changed."""
    parts = [OPENING]
    last = ""
    for section, key, field in every():
        if section != last:
            parts.append(f"\n# ---- {heading(section)}\n[{section}]\n")
            last = section
        words = textwrap.wrap(field.description or "", 96)
        parts.append("\n" + "".join(f"# {line}\n" for line in words))
        parts.append(f"# {key} = {default_of(field.default, field.default_factory)}\n")
    return "".join(parts)


def docs() -> str:
    """docs/config.md."""
    parts = [DOCS]
    last = ""
    for section, key, field in every():
        if section != last:
            parts.append(f"\n## [{section}] {heading(section)}\n\n")
            parts.append(
                "| настройка | переменная | по умолчанию | что делает |\n|---|---|---|---|\n"
            )
            last = section
        words = (field.description or "").replace("|", "\\|")
        default = default_of(field.default, field.default_factory)
        parts.append(f"| `{key}` | `{variable(field)}` | `{default}` | {words} |\n")
    return "".join(parts)


def write_example(path: Path) -> bool:
    """Put the example beside the data on the first start; True when it was made now."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example(), encoding="utf-8")
    path.chmod(0o600)  # a technician may write passwords into it
    return True
