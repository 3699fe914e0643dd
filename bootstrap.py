#!/usr/bin/env python3
"""Make the environment in `.venv` from the locked, hashed list. Safe to run again: that updates it.

Standard library only. `--dev` adds the developers' tools, `--wheels DIR` installs from a folder of
wheels without a network. When neither the lock nor the Python has changed, nothing is done.
"""

import argparse
import hashlib
import importlib.util
import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "staffroom-stamp.json"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}


def stop(sentence):
    """Say in Russian what is wrong and what to do, and leave."""
    sys.exit("\n" + sentence + "\n")


def run(*command, quiet=False):
    """Run a command; True when it succeeded."""
    output = subprocess.DEVNULL if quiet else None
    return subprocess.call([str(part) for part in command], stdout=output, cwd=str(ROOT)) == 0


def fingerprint(kind):
    """What the environment was made of: the lock, our own package's description, the Python."""
    made_of = LOCKS[kind].read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(made_of + f"{sys.version}{sys.base_prefix}{VENV}".encode()).hexdigest()


def is_ready(kind):
    """True when the environment already holds what is asked for."""
    try:
        return PYTHON.exists() and json.loads(STAMP.read_text()).get(kind) == fingerprint(kind)
    except (OSError, ValueError):
        return False


def need_ensurepip():
    """Debian's bare Python cannot make environments: add the system's package, or say how."""
    if importlib.util.find_spec("ensurepip"):
        return
    package = "python{}.{}-venv".format(*sys.version_info)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        print(f"Ставлю системный пакет {package}…", flush=True)
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run("apt-get", "update", "-qq", quiet=True)
        if run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package, quiet=True):
            return
    stop(f"Не хватает модуля ensurepip. Выполните: sudo apt install {package} — и повторите.")


def make_venv():
    """An empty environment, unless a working one of the same Python stands."""
    probe = "import sys; print(sys.version, sys.base_prefix, end='')"
    try:
        found = subprocess.run(
            [str(PYTHON), "-c", probe], capture_output=True, text=True, check=True
        )
        if found.stdout == f"{sys.version} {sys.base_prefix}":
            return
    except (OSError, subprocess.CalledProcessError):
        pass
    need_ensurepip()
    print("Создаю окружение .venv…", flush=True)
    if not run(sys.executable, "-m", "venv", "--clear", VENV):
        stop("Не удалось создать окружение .venv: проверьте место на диске и права на папку.")


def install(kind, wheels):
    """Install exactly what the lock names, checked by its hashes; uv is quick, pip the fallback."""
    lock = LOCKS[kind]
    source = ["--no-index", "--find-links", wheels] if wheels else []
    strict = ["--require-hashes", "--only-binary", ":all:", *source]
    pip = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    print(f"Ставлю пакеты из {lock.name}…", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        of_uv = re.search(r"^uv==.*?(?=^\S|\Z)", lock.read_text(), re.MULTILINE | re.DOTALL)
        (Path(scratch) / "uv.lock").write_text(of_uv.group() if of_uv else "")
        has_uv = run(*pip, *strict, "-r", Path(scratch) / "uv.lock")
    uv = [BIN / "uv", "-q", "--no-config", "pip"]
    done = has_uv and run(*uv, "sync", "--python", PYTHON, *strict, lock)
    if not done:
        print("uv не сработал, ставлю тем же списком через pip (это дольше)…", flush=True)
        if not run(*pip, *strict, "-r", lock):
            stop(
                "Пакеты не установились: проверьте доступ к хранилищу пакетов Python "
                "или укажите папку с пакетами: python3 bootstrap.py --wheels ПАПКА."
            )
    own = ["--no-deps", "--no-build-isolation", "-e", ROOT]
    if not ((done and run(*uv, "install", "--python", PYTHON, *own)) or run(*pip, *own)):
        stop("Не удалось установить команду staffroom: проверьте права на папку проекта.")


def main():
    """Bring `.venv` to the state of the lock."""
    if sys.version_info < (3, 11):
        stop("Нужен Python 3.11 или новее, а это {}.{}.".format(*sys.version_info))
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--dev", action="store_true", help="with the developers' tools")
    options.add_argument("--wheels", help="a folder of wheels instead of the network")
    asked = options.parse_args()
    kind = "dev" if asked.dev else "run"
    if is_ready(kind):
        return
    make_venv()
    STAMP.unlink(missing_ok=True)
    install(kind, asked.wheels)
    kinds = ("run", "dev") if asked.dev else ("run",)
    STAMP.write_text(json.dumps({each: fingerprint(each) for each in kinds}))


if __name__ == "__main__":
    main()
