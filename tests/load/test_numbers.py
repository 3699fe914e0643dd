"""Fifty registrations at one moment: every paper has a number of its own and no number is left out."""

from concurrent.futures import ThreadPoolExecutor
import json
from pathlib import Path
import re
import subprocess
import sys
from urllib.parse import urlencode

import pytest

from tests.config.running import ROOT, RunningSite, running_site

PAPERS = 50
QUESTION = """
import json, sys, django
django.setup()
from staffroom.shared.documents.models import Document, DocumentFile
json.dump([list(Document.objects.filter(state="issued").values_list("number", flat=True)),
           DocumentFile.objects.count()], sys.stdout)
"""


def python(site: RunningSite, *args: str) -> str:
    done = subprocess.run(
        [sys.executable, *args], env=site.environ, cwd=ROOT, check=True, capture_output=True, text=True
    )  # fmt: skip
    return done.stdout


@pytest.mark.slow
def test_fifty_registered_at_once_follow_each_other_without_gaps(tmp_path: Path) -> None:
    with running_site(tmp_path, processes=2, workers=0) as site:
        made = json.loads(python(site, "-m", "tests.load.papers", str(PAPERS)))
        folder = "/berezovka/documents/"
        page = site.ask(f"{folder}{made['drafts'][0]}/issue/", headers={"Cookie": made["cookie"]})
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        assert found, page.text[:500]
        headers = {
            "Cookie": f"{made['cookie']}; {page.headers['set-cookie'].partition(';')[0]}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{site.port}",
        }
        form = urlencode({"csrfmiddlewaretoken": found[1], "dated_on": "2024-02-01", "number": ""})

        def register(pid: str) -> int:
            path = f"{folder}{pid}/issue/"
            return site.ask(path, method="POST", body=form, headers=headers, timeout=60).status

        with ThreadPoolExecutor(PAPERS) as crowd:
            answers = list(crowd.map(register, made["drafts"]))
        numbers, files = json.loads(python(site, "-c", QUESTION))

    assert answers == [302] * PAPERS
    assert sorted(map(int, numbers)) == list(range(1, PAPERS + 1))
    assert files == PAPERS * 3
