"""LibreOffice as a converter of foreign documents, behind walls of its own (`walls.py`).

It sees no network and no folder but the system's programs and fonts and its own room, has a profile
that runs no macros and follows no links, and is ended with all its processes after a minute. It is used
where it is installed and where the kernel can close it in; everything else works without it.
"""

from contextlib import suppress
import os
from pathlib import Path
import shutil
import signal
import subprocess
import sys

from staffroom.core.sandbox import MIB, UNREADABLE, ParserFailed, room

WALLS = Path(__file__).with_name("walls.py")
ROOM = "/tmp"  # noqa: S108 - as the converter sees its own room behind the walls
SECONDS = 60
MEMORY = 2048 * MIB
NAMESPACE = 'xmlns:oor="http://openoffice.org/2001/registry"'
SECURITY, UPDATE = (
    "/org.openoffice.Office.Common/Security/Scripting",
    "/org.openoffice.Office.Writer/Content/Update",
)
PROFILE = "".join(
    f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
    for path, name, value in (
        (SECURITY, "MacroSecurityLevel", "3"),
        (SECURITY, "DisableMacrosExecution", "true"),
        (SECURITY, "BlockUntrustedRefererLinks", "true"),
        (UPDATE, "Link", "2"),
    )
)


def can_close_in() -> bool:
    """True where the kernel can take the network and the folders away from a program."""
    with room() as folder:
        done = subprocess.run(  # noqa: S603 - as below
            [
                sys.executable,
                "-I",
                "-S",
                "-B",
                str(WALLS),
                str(folder),
                str(MEMORY),
                "5",
                "/bin/true",
            ],
            check=False,
            timeout=20,
        )
    return done.returncode == 0


def to_pdf(program: str, source: Path, ending: str, folder: Path) -> Path:
    """Convert a document; the PDF lies in `folder`, which must be a room of the caller's.

    Args:
        program: where soffice is.
        source: the foreign bytes.
        ending: what kind they are, as LibreOffice knows it: «docx».
        folder: an empty room (`sandbox.room`).

    Raises:
        ParserFailed: it could not be started in its walls, took too long, or made nothing.
    """
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    settings = f'<?xml version="1.0"?><oor:items {NAMESPACE}>{PROFILE}</oor:items>'
    (profile / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    document = folder / f"document.{ending}"
    shutil.copyfile(source, document)
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own file, a program of the settings
        [
            sys.executable, "-I", "-S", "-B", str(WALLS), str(folder), str(MEMORY), str(SECONDS),
            program, f"-env:UserInstallation=file://{ROOM}/profile", "--headless", "--norestore",
            "--nolockcheck", "--nodefault", "--convert-to", "pdf", "--outdir", ROOM, f"{ROOM}/{document.name}",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={
            "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": ROOM, "TMPDIR": ROOM,
            "SAL_USE_VCLPLUGIN": "svp", "SAL_DISABLE_OPENCL": "1",
        },
        start_new_session=True,
    )  # fmt: skip
    try:
        child.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        pass
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    made = folder / "document.pdf"
    if not made.exists():
        raise ParserFailed(UNREADABLE)
    return made
