"""Compile the locks (`make lock`), or check that they belong to pyproject.toml (`--check`).

A lock carries hashes and no addresses. Its first line holds a digest of what it was compiled from,
so the check needs no network.
"""

import hashlib
import json
from pathlib import Path
import re
import subprocess
import sys
import tomllib

ROOT = Path(__file__).resolve().parent.parent
GROUPS = {
    "requirements.lock": ["build"],
    "requirements-dev.lock": ["build", "test", "e2e", "lint"],
}
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)", re.MULTILINE)


def digest() -> str:
    """A digest of everything the locks are compiled from."""
    described = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = described["project"]
    inputs = [
        project["requires-python"],
        project["dependencies"],
        project["optional-dependencies"],
        described["dependency-groups"],
        GROUPS,
    ]
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:32]


def header() -> str:
    """The first line of a lock."""
    return f"# made by `make lock` from pyproject.toml, digest {digest()}\n"


def compile_lock(name: str, upgrade: list[str]) -> None:
    """Resolve one lock for all platforms, keeping the present pins where they still fit."""
    path = ROOT / name
    uv = Path(sys.executable).parent / "uv"
    command = [uv, "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes"]
    command += ["--no-config", "--no-header", "-q", "--python-version", "3.11", "-o", name]
    command += ["--extra", "postgres", *upgrade]
    if name != "requirements.lock":
        command += ["-c", "requirements.lock"]
    for group in GROUPS[name]:
        command += ["--group", group]
    subprocess.run(command, cwd=ROOT, check=True)
    path.write_text(header() + path.read_text().removeprefix(header()))


def problems() -> list[str]:
    """What is wrong with the locks, in words."""
    found = []
    pins: dict[str, dict[str, str]] = {}
    for name in GROUPS:
        text = (ROOT / name).read_text()
        pins[name] = dict(PIN.findall(text))
        if not text.startswith(header()):
            found.append(f"{name} was not compiled from this pyproject.toml: run `make lock`")
        if "://" in text:
            found.append(f"{name} carries an address")
        found += [
            f"{name}: {block.split()[0]} has no hash"
            for block in re.split(r"\n(?=[a-z0-9])", text)
            if PIN.match(block) and "--hash=sha256:" not in block
        ]
    run, dev = pins["requirements.lock"], pins["requirements-dev.lock"]
    found += [
        f"{package} is {version} for users and {dev.get(package)} for developers"
        for package, version in run.items()
        if dev.get(package) != version
    ]
    return found


def main() -> int:
    """Compile or check."""
    if "--check" not in sys.argv:
        upgrade = [argument for argument in sys.argv[1:] if argument.startswith("--upgrade")]
        for name in GROUPS:
            compile_lock(name, upgrade)
    found = problems()
    print("\n".join(found) or "locks are in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
