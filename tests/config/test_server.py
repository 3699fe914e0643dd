"""The server as clients, operators and accidents meet it: a real process on a real port."""

from collections.abc import Callable, Iterator
import contextlib
from contextlib import closing
import hashlib
import os
from pathlib import Path
import signal
import socket
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.config.running import ROOT, RunningSite, environment, prepare, running_site

# Starting a process is slow on a crowded machine; those that measure time are `alone` besides.
pytestmark = [pytest.mark.timeout(300), pytest.mark.apart]

CONTENT = bytes(range(256)) * 4096  # 1 MiB


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    data = tmp_path_factory.mktemp("site")
    (data / "probe.bin").write_bytes(CONTENT)
    limits = {"PROBE_HEAD_SECONDS": "1", "PROBE_STALL_SECONDS": "1", "PROBE_GAP_SECONDS": "1"}
    with running_site(data, processes=1, STAFFROOM_LARGEST_REQUEST_MB="1", **limits) as found:
        yield found


def is_open(line: socket.socket) -> bool:
    """False when the other side has ended the line."""
    try:
        while line.recv(65536):
            pass
    except TimeoutError:
        return True
    except ConnectionError:
        return False
    return False


def is_held(site: RunningSite, line: socket.socket) -> bool:
    """True while the site holds its end of the line; one it has given up belongs to nobody."""
    ends = (f"0100007F:{site.port:04X}", f"0100007F:{line.getsockname()[1]:04X}")
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()]
    return any(tuple(row[1:3]) == ends and row[9] != "0" for row in rows)


# ---- pages ---------------------------------------------------------------------------------------


def test_a_page_comes_whole_with_its_length(site: RunningSite) -> None:
    answer = site.ask("/page/?size=60000")
    assert (answer.status, len(answer.body)) == (200, 60000)
    assert answer.headers["content-length"] == "60000"


def test_head_tells_the_length_and_brings_no_body(site: RunningSite) -> None:
    answer = site.ask("/page/?size=60000", method="HEAD")
    assert (answer.status, answer.headers["content-length"], answer.body) == (200, "60000", b"")


def test_the_address_reaches_the_page_as_it_was_written(site: RunningSite) -> None:
    answer = site.ask("/echo/?q=%D1%91%20a&b=")
    assert answer.text.endswith(" /echo/?q=%D1%91%20a&b=")


@pytest.mark.parametrize("size", [0, 1, 262_144, 1_000_000])
def test_a_body_reaches_the_page_whole(site: RunningSite, size: int) -> None:
    body = os.urandom(size)
    answer = site.ask("/echo/", method="POST", body=body)
    assert answer.text.split()[:3] == ["POST", str(size), hashlib.sha256(body).hexdigest()]


def test_a_body_without_a_declared_length_reaches_the_page_whole(site: RunningSite) -> None:
    pieces = [os.urandom(70_000) for _ in range(5)]
    answer = site.ask("/echo/", method="POST", body=iter(pieces))
    assert answer.text.split()[2] == hashlib.sha256(b"".join(pieces)).hexdigest()


def test_a_form_with_a_file_reaches_the_page(site: RunningSite) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n--b\r\n'
        b'Content-Disposition: form-data; name="paper"; filename="a.bin"\r\n\r\n'
        + b"y" * 300_000
        + b"\r\n--b--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = site.ask("/form/", method="POST", body=body, headers=headers)
    assert answer.text == "paper=300000;title"


@pytest.mark.parametrize("is_declared", [True, False])
def test_too_large_a_body_gets_a_page_that_says_so(site: RunningSite, is_declared: bool) -> None:
    body = b"x" * (2**20 + 1)
    answer = site.ask("/echo/", method="POST", body=body if is_declared else iter([body]))
    assert answer.status == 413
    assert "Слишком большой файл: сайт принимает до 1 МБ за раз." in answer.text
    assert site.ask("/page/").status == 200


@pytest.mark.alone
def test_a_flood_is_cut_off_in_bounded_memory(site: RunningSite) -> None:
    with site.connect() as line:
        line.sendall(
            b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        sent = 0
        try:
            while sent < 64 * 2**20:
                line.sendall(chunk)
                sent += 65536
        except ConnectionError:
            pass
    assert sent < 32 * 2**20


def test_header_names_with_underscores_never_pass_for_others(site: RunningSite) -> None:
    with site.connect() as line:
        line.sendall(
            b"GET /echo/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent_Length: 7\r\n\r\n"
        )
        assert b"200 OK" in line.recv(65536)


def test_a_generated_answer_comes_whole(site: RunningSite) -> None:
    assert site.ask("/generated/?pieces=100").body == b"x" * 65536 * 100
    assert site.ask("/generated/?pieces=2").body == b"x" * 65536 * 2


@pytest.mark.skipif(
    os.environ.get("STAFFROOM_DATABASE", "").startswith("postgres"),
    reason="PostgreSQL waits for the disk itself",
)
def test_what_was_written_is_answered_when_it_is_on_the_disk_and_no_page_waits(
    site: RunningSite,
) -> None:
    def told() -> int:
        with closing(sqlite3.connect(site.data / "staffroom.sqlite3")) as line:
            return int(line.execute("SELECT count(*) FROM core_liveevent").fetchone()[0])

    def until(is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not is_so():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    syncs, before, away = site.data / "syncs", told(), site.data / "disk-is-away"
    away.touch()
    syncs.write_text("")
    lines = [site.connect() for _ in range(3)]
    for number, line in enumerate(lines, 1):
        line.sendall(b"POST /announce/?topic=open:disk HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        until(lambda: told() == before + number)  # noqa: B023 - committed, and everybody sees it
        until(lambda: syncs.read_text() != "")
    assert site.ask("/page/?size=20").status == 200
    for line in lines:
        line.setblocking(False)
        with pytest.raises(BlockingIOError):
            line.recv(1)
        line.settimeout(60)
    away.unlink()
    assert [line.recv(12) for line in lines] == [b"HTTP/1.1 200"] * 3
    assert (
        syncs.read_text() == ".."
    )  # the second and the third came while the first one's was running
    for line in lines:
        line.close()


def test_a_bug_answers_500_and_the_site_goes_on(site: RunningSite) -> None:
    assert site.ask("/broken/").status == 500
    assert site.ask("/page/").status == 200


# ---- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "status", "content_range", "body"),
    [
        ("bytes=0-9", 206, "bytes 0-9/1048576", CONTENT[:10]),
        ("bytes=1048570-", 206, "bytes 1048570-1048575/1048576", CONTENT[-6:]),
        ("bytes=-3", 206, "bytes 1048573-1048575/1048576", CONTENT[-3:]),
        ("bytes=5-5", 206, "bytes 5-5/1048576", CONTENT[5:6]),
        ("bytes=1048576-", 416, "bytes */1048576", b""),
        ("bytes=-0", 416, "bytes */1048576", b""),
        ("bytes=9-3", 200, None, CONTENT),
        ("bytes=0-1,5-6", 200, None, CONTENT),
        ("lines=1-2", 200, None, CONTENT),
        (None, 200, None, CONTENT),
    ],
)
def test_a_file_comes_whole_or_in_the_part_asked_for(
    site: RunningSite, asked: str | None, status: int, content_range: str | None, body: bytes
) -> None:
    answer = site.ask("/file/", headers={"Range": asked} if asked else {})
    assert (answer.status, answer.headers.get("content-range")) == (status, content_range)
    assert answer.body == body
    assert answer.headers["content-length"] == str(len(body))


@pytest.mark.parametrize(("condition", "status"), [('"probe"', 206), ('"older"', 200)])
def test_a_part_of_a_changed_file_is_never_sent(
    site: RunningSite, condition: str, status: int
) -> None:
    answer = site.ask("/file/", headers={"Range": "bytes=0-9", "If-Range": condition})
    assert answer.status == status


def test_head_of_a_file_brings_no_body(site: RunningSite) -> None:
    answer = site.ask("/file/", method="HEAD")
    assert (answer.headers["content-length"], answer.body) == ("1048576", b"")


def test_a_file_in_memory_comes_too(site: RunningSite) -> None:
    assert site.ask("/memory-file/").body == b"in memory"


def test_no_descriptor_is_left_open(site: RunningSite) -> None:
    site.ask("/file/")
    descriptors = Path(f"/proc/{site.children()[0]}/fd")
    before = len(list(descriptors.iterdir()))
    for _ in range(20):
        site.ask("/file/", headers={"Range": "bytes=0-9"})
        site.ask("/generated/?pieces=40")
    assert until(lambda: len(list(descriptors.iterdir())) <= before + 2)


# ---- static files --------------------------------------------------------------------------------


def hashed(site: RunningSite) -> str:
    found = next((site.data / "static/ui").glob("site.????????????.css"))
    return f"/static/ui/{found.name}"


def test_a_static_file_stays_in_the_browser_for_ever(site: RunningSite) -> None:
    answer = site.ask(hashed(site), headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["cache-control"] == "max-age=315360000, public, immutable"
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = site.ask(hashed(site), headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_a_browser_without_brotli_gets_another_coding(site: RunningSite) -> None:
    plain = site.ask(hashed(site))
    assert "content-encoding" not in plain.headers
    zipped = site.ask(hashed(site), headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert len(zipped.body) < len(plain.body)


@pytest.mark.parametrize(
    "path",
    [
        "/static/none.css",
        "/static/../secret_key",
        "/static/%2e%2e/secret_key",
        "/static/.collected",
    ],
)
def test_nothing_but_collected_files_is_static(site: RunningSite, path: str) -> None:
    assert site.ask(path).status == 404


def test_static_files_are_not_written_to(site: RunningSite) -> None:
    assert site.ask(hashed(site), method="POST", body=b"x").status == 405


# ---- slow and rude clients -----------------------------------------------------------------------


@pytest.mark.alone
def test_slow_headers_are_given_up(site: RunningSite) -> None:
    with site.connect() as line:
        line.sendall(b"GET /page/ HTTP/1.1\r\n")
        began = time.monotonic()
        assert not is_open(line)
        assert 0.5 < time.monotonic() - began < 4


def test_a_silent_line_is_given_up(site: RunningSite) -> None:
    with site.connect() as line:
        assert not is_open(line)


def test_headers_have_a_largest_size(site: RunningSite) -> None:
    with site.connect() as line:
        line.sendall(b"GET /page/ HTTP/1.1\r\nHost: localhost\r\n")
        answer = b""
        try:
            for _ in range(2000):
                line.sendall(b"X-Long: " + b"y" * 1000 + b"\r\n")
            answer = line.recv(1000)
        except ConnectionError:
            answer = b"reset"
        assert answer == b"reset" or answer.startswith(b"HTTP/1.1 400")


@pytest.mark.alone
def test_a_slow_body_is_given_up_and_no_page_waits_for_it(site: RunningSite) -> None:
    with site.connect() as line:
        line.sendall(b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc")
        began = time.monotonic()
        assert site.ask("/page/").status == 200
        assert time.monotonic() - began < 0.9
        assert line.recv(1000).startswith(b"HTTP/1.1 408")


@pytest.mark.alone
def test_a_slow_reader_of_a_large_answer_stops_nobody_and_is_given_up(site: RunningSite) -> None:
    with site.connect(receive_buffer=4096) as line:
        line.sendall(b"GET /generated/?pieces=160 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        line.recv(100)
        began = time.monotonic()
        assert site.ask("/page/").status == 200
        assert time.monotonic() - began < 0.9
        assert is_held(site, line)
        assert until(lambda: not is_held(site, line))
        got = 0
        try:
            while data := line.recv(1 << 20):
                got += len(data)
        except ConnectionError:
            pass
        assert got < 160 * 65536


def test_nonsense_is_refused(site: RunningSite) -> None:
    with site.connect() as line:
        line.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        assert line.recv(1000).startswith(b"HTTP/1.1 400")


# ---- the supervisor ------------------------------------------------------------------------------


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def until(condition: object, seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


@pytest.mark.alone
def test_a_killed_process_is_back_at_once(tmp_path: Path) -> None:
    with running_site(tmp_path, processes=1, workers=1) as site:
        for _ in range(3):
            old = site.children()
            assert len(old) == 2
            for pid in old:
                os.kill(pid, signal.SIGKILL)
            began = time.monotonic()
            assert site.ask("/page/").status == 200
            assert time.monotonic() - began < 2
            assert until(
                lambda old=old: len(site.children()) == 2 and not set(old) & set(site.children())
            )


@pytest.mark.skipif(sys.platform != "linux", reason="only there each process has a socket")
def test_lines_are_divided_among_the_processes(tmp_path: Path) -> None:
    with running_site(tmp_path) as site, contextlib.ExitStack() as lines:
        assert until(lambda: len(site.children()) == 2)
        opened = [lines.enter_context(site.connect()) for _ in range(100)]
        served = []
        for line in opened:
            line.sendall(b"GET /pid/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            with line.makefile("rb") as answer:
                served.append(int(answer.read().rpartition(b"\r\n\r\n")[2]))
        assert {*served} == {*site.children()}
        assert min(map(served.count, {*served})) >= 20


@pytest.mark.alone
def test_it_stops_in_time_with_lines_open(tmp_path: Path) -> None:
    with running_site(tmp_path, workers=1) as site:
        waiting, keeping = site.connect(), site.connect()
        waiting.sendall(b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n")
        keeping.sendall(b"GET /page/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        keeping.recv(100)
        children = site.children()
        assert site.stop() < 3
        assert site.process.returncode == 0
        assert all(gone(pid) for pid in children)
        waiting.close()
        keeping.close()


def test_a_page_at_work_is_finished_before_the_stop(tmp_path: Path) -> None:
    with running_site(tmp_path, processes=1) as site, site.connect() as line:
        line.sendall(b"GET /slow/?seconds=1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert until(lambda: (site.data / "thinking").exists())
        assert site.stop() < 4
        assert line.recv(1000).startswith(b"HTTP/1.1 200")


def test_the_worker_gives_way_and_children_leave_when_the_supervisor_is_killed(
    tmp_path: Path,
) -> None:
    with running_site(tmp_path, workers=1) as site:
        children = site.children()
        assert len(children) == 3
        # Pages go before what the worker does.
        assert until(
            lambda: sorted(os.getpriority(os.PRIO_PROCESS, pid) for pid in children) == [0, 0, 5]
        )
        site.process.kill()
        site.process.wait()
        assert until(lambda: all(gone(pid) for pid in children))


def serve(data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "staffroom", "serve"],
        env={**environment(data), **environ},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_taken_port_is_said_in_words(site: RunningSite, tmp_path: Path) -> None:
    prepare(tmp_path, environment(tmp_path))
    refused = serve(tmp_path, PORT=str(site.port))
    assert refused.returncode == 1
    assert f"Не удалось занять адрес 127.0.0.1:{site.port}" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_tables_of_another_version_refuse_the_start(tmp_path: Path) -> None:
    refused = serve(tmp_path)
    assert refused.returncode == 1
    assert "выполните staffroom migrate" in refused.stderr
