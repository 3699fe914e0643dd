"""LibreOffice, as half of the offices have it, opens both files and reads the same words in them."""

import os
from pathlib import Path
import shutil
import subprocess

import pytest

from staffroom.core.papers import words_of
from staffroom.core.papers.docx import write_docx
from staffroom.core.papers.odt import write_odt
from tests.core.papers.test_papers import AT, ORDER

SECONDS = 100


@pytest.mark.alone
def test_libreoffice_reads_the_same_words_in_both_files(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        words = "LibreOffice is absent: the papers were not opened in it"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    (tmp_path / "paper.docx").write_bytes(write_docx(ORDER, made_at=AT))
    (tmp_path / "open.odt").write_bytes(write_odt(ORDER, made_at=AT))
    done = subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
            "txt:Text (encoded):UTF8", "--outdir", tmp_path, tmp_path / "paper.docx", tmp_path / "open.odt",
        ],
        capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    read = [
        (tmp_path / name).read_text(encoding="utf-8-sig").split()
        for name in ("paper.txt", "open.txt")
    ]
    assert read[0] == read[1]
    whole = " ".join(read[0])
    foot = (
        ORDER.check.words if ORDER.check else ""
    )  # stands below the first sheet, outside the text
    missing = [
        words for words in words_of(ORDER) if words != foot and " ".join(words.split()) not in whole
    ]
    assert missing == []
