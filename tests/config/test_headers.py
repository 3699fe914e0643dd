"""The rules of the MDN HTTP Observatory (grade A+), checked on every kind of answer."""

from collections.abc import Iterator
import re

import pytest

from tests.config.running import Answer, RunningSite, running_site

pytestmark = pytest.mark.timeout(300)  # starting a process is slow on a crowded machine

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
}
KINDS = {
    "page": ("/ui/looks/", 200),
    "absent": ("/no-such-page/at-all/", 404),
    "broken": ("/broken/", 500),
    "file": ("/file/", 200),
    "health": ("/health/ready", 200),
    "plain": ("/page/", 200),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    data = tmp_path_factory.mktemp("headers")
    (data / "probe.bin").write_bytes(b"x" * 1000)
    with running_site(data, processes=1) as found:
        yield found


@pytest.fixture(scope="module")
def https_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    data = tmp_path_factory.mktemp("https")
    address = {"STAFFROOM_SITE": "https://school.example", "STAFFROOM_TRUSTED_PROXIES": "127.0.0.1"}
    with running_site(data, processes=1, **address) as found:
        yield found


def policy_of(answer: Answer) -> dict[str, str]:
    parts = (
        part.strip().partition(" ") for part in answer.headers["content-security-policy"].split(";")
    )
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_carries_the_strict_headers(site: RunningSite, kind: str) -> None:
    path, status = KINDS[kind]
    answer = site.ask(path)
    assert answer.status == status
    policy = policy_of(answer)
    assert {name: policy[name] for name in POLICY} == POLICY
    assert re.fullmatch(r"'self' 'nonce-[\w-]{22}'", policy["script-src"])
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert re.fullmatch(r"[0-9a-z]{10}", answer.headers["x-request-id"])
    assert "server" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


def test_what_the_loop_answers_itself_is_as_strict(site: RunningSite) -> None:
    name = next((site.data / "static/ui").glob("site.????????????.css")).name
    for path in (f"/static/ui/{name}", "/static/none.css", "/live/?topics=nothing:1"):
        answer = site.ask(path)
        assert policy_of(answer)["default-src"] == "'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_the_nonce_is_new_in_each_answer(site: RunningSite) -> None:
    nonces = {policy_of(site.ask("/ui/looks/"))["script-src"] for _ in range(5)}
    assert len(nonces) == 5


def test_on_http_nothing_promises_https(site: RunningSite) -> None:
    assert "strict-transport-security" not in site.ask("/ui/looks/").headers


def test_on_https_the_browser_is_told_to_stay_there(https_site: RunningSite) -> None:
    headers = {"Host": "school.example", "X-Forwarded-Proto": "https"}
    answer = https_site.ask("/ui/looks/", headers=headers)
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_a_foreign_host_name_is_refused(site: RunningSite) -> None:
    assert site.ask("/ui/looks/?back=", headers={"Host": "evil.example"}).status == 400


def test_guests_may_keep_pages_and_are_told_when_nothing_changed(site: RunningSite) -> None:
    first = site.ask("/page/?size=3000")
    assert first.headers["cache-control"] == "public, max-age=0, must-revalidate"
    again = site.ask("/page/?size=3000", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(("coding", "most"), [("gzip", 2000), ("br", 2000), ("", 60000)])
def test_pages_leave_compressed_as_the_browser_can(
    site: RunningSite, coding: str, most: int
) -> None:
    headers = {"Accept-Encoding": coding} if coding else {}
    answer = site.ask("/page/?size=60000", headers=headers)
    assert answer.headers.get("content-encoding", "") == coding
    assert len(answer.body) == int(answer.headers["content-length"]) <= most
    assert "Accept-Encoding" in answer.headers["vary"]


def test_a_failure_names_its_number_and_tells_nothing_else(site: RunningSite) -> None:
    answer = site.ask("/broken/")
    assert answer.headers["x-request-id"] in answer.text
    assert "ZeroDivisionError" not in answer.text
    log = (site.data / "log").read_text()
    assert answer.headers["x-request-id"] in log
    assert "ZeroDivisionError" in log
