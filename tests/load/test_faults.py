"""Killed processes: what was acknowledged stands, what was repeated stands once.

The whole suite kills ten times; `make faults` a hundred (STAFFROOM_TEST_KILLS).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
import http.client
import json
import os
from pathlib import Path
import random
import re
import signal
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

import pytest

from tests.config.running import ROOT, RunningSite, running_site

KILLS = int(os.environ.get("STAFFROOM_TEST_KILLS", "10"))
QUESTION = """
import json, sys, django
django.setup()
from django.db import connection
from staffroom.shared.publications.models import Comment, Publication
if connection.vendor == "sqlite":
    whole = connection.cursor().execute("PRAGMA integrity_check").fetchone()[0]
else:
    whole = "ok"
thing = Publication.objects.get(pk=int(sys.argv[1]))
rows = list(Comment.objects.filter(publication=thing).order_by("seq").values_list("seq", "plain"))
json.dump({"whole": whole, "last_seq": thing.last_seq, "comment_n": thing.comment_n, "rows": rows}, sys.stdout)
"""


def python(site: RunningSite, *args: str) -> str:
    done = subprocess.run(
        [sys.executable, *args],
        env=site.environ,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.002)
    return False


@dataclass
class Writer:
    """A person who answers and answers, repeating what was not acknowledged, noting what was."""

    site: RunningSite
    pid: str
    cookie: str
    name: str
    stop: threading.Event
    acknowledged: list[str] = field(default_factory=list)
    repeats: int = 0
    is_unsure: str = ""

    def prepare(self) -> None:
        page = self.site.ask(f"/p/{self.pid}/", headers={"Cookie": self.cookie})
        if page.status == 302:
            page = self.site.ask(page.headers["location"], headers={"Cookie": self.cookie})
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        assert found, page.text[:500]
        self.token = found[1]
        self.cookie += "; " + page.headers["set-cookie"].partition(";")[0]

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            number += 1
            text = f"{self.name}-{number}-answer"
            self.is_unsure = text
            form = {"csrfmiddlewaretoken": self.token, "once": text, "body": text}
            if self.say(form):
                self.acknowledged.append(text)
                self.is_unsure = ""

    def say(self, form: dict[str, str]) -> bool:
        """Send until it is acknowledged; False when the test ended before that."""
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.site.port}",
        }
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                answer = self.site.ask(
                    f"/p/{self.pid}/comments/",
                    method="POST",
                    body=urlencode(form),
                    headers=headers,
                )
            except (OSError, http.client.HTTPException):
                self.repeats += 1
                if self.stop.is_set():
                    return False
                continue
            if answer.status == 302:
                assert "#c" in answer.headers["location"], answer.headers["location"]
                return True
            assert answer.status in {500, 503}, answer.text[:2000]
            self.repeats += 1
        raise AssertionError("never acknowledged")


@pytest.mark.apart
@pytest.mark.timeout(300 + KILLS * 8)
def test_killed_web_processes_lose_and_double_nothing(tmp_path: Path) -> None:
    with running_site(tmp_path, processes=2, workers=1) as site:
        world = json.loads(python(site, "-m", "tests.load.world"))
        stop = threading.Event()
        writers = [
            Writer(site, world["pid"], cookie, name, stop)
            for name, cookie in zip(("boris", "galina"), world["cookies"], strict=True)
        ]
        for writer in writers:
            writer.prepare()
        threads = [threading.Thread(target=writer.run) for writer in writers]
        for thread in threads:
            thread.start()
        kills = 0
        while kills < KILLS:
            answers = sum(len(writer.acknowledged) for writer in writers)
            assert until(lambda: sum(len(writer.acknowledged) for writer in writers) > answers, 30)  # noqa: B023
            time.sleep(random.uniform(0, 0.05))
            children = site.children()
            if len(children) == 3:  # everybody is back
                os.kill(random.choice(children), signal.SIGKILL)
                kills += 1
        stop.set()
        for thread in threads:
            thread.join(30)
        assert site.stop() < 5
        found = json.loads(python(site, "-c", QUESTION, str(world["publication"])))

    said = [text.strip() for _seq, text in found["rows"] if "-answer" in text]
    acknowledged = {text for writer in writers for text in writer.acknowledged}
    unsure = {writer.is_unsure for writer in writers if writer.is_unsure}
    assert len(acknowledged) >= KILLS
    assert acknowledged <= set(said), f"lost: {acknowledged - set(said)} of {found}"
    assert len(said) == len(set(said)), "an answer is doubled"
    assert set(said) - acknowledged <= unsure
    assert found["whole"] == "ok"
    assert [seq for seq, _text in found["rows"]] == list(range(1, found["last_seq"] + 1))
    assert found["comment_n"] == len(found["rows"])
    interrupted = sum(writer.repeats for writer in writers)
    sys.stdout.write(
        f"\n{kills} kills, {len(said)} answers, {interrupted} interrupted and repeated\n"
    )


@pytest.mark.apart
@pytest.mark.timeout(300)
def test_killed_workers_lose_no_job_and_do_none_twice(tmp_path: Path) -> None:
    count = 200
    with running_site(tmp_path, processes=1, workers=2) as site:
        assert site.ask(f"/enqueue/?count={count}", method="POST").status == 200
        kills = 0
        deadline = time.monotonic() + 90
        state = {"left": count}
        while state["left"] and time.monotonic() < deadline:
            time.sleep(random.uniform(0.05, 0.15))
            children = site.children()
            if kills < KILLS and len(children) == 3:
                os.kill(random.choice(children), signal.SIGKILL)
                kills += 1
            try:
                state = json.loads(site.ask("/marks/").text)
            except (OSError, http.client.HTTPException):
                continue
        assert kills > 0
        assert state == {"made": count, "left": 0}
