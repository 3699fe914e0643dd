"""A real browser against a real server; nothing may leave the machine."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
import json
import os
from pathlib import Path
import shutil
import signal
import subprocess
import sys
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright
import pytest

from tests.config.running import made_once, migrated

PERSON = (
    "from tests.factories.people import person; person('Анна Соколова', email='anna@test.example')"
)
ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # no way out of the machine
]
PATIENCE = 25_000  # ms; the machine may be busy with the other tests
WIDTHS = (360, 1366)
LOOKS = ("light", "dark", "low-vision")
WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What other colours can break, and larger letters too; the rest reads the same in every look.
COLOURS = ["color-contrast", "link-in-text-block"]
OF_COLOURS = {"type": "rule", "values": COLOURS}
OF_LOOKS = {"type": "rule", "values": [*COLOURS, "target-size"]}
RULES = {"light": WCAG, "dark": OF_COLOURS, "low-vision": OF_LOOKS}

# Colours are asked of the first two and the last of the elements that every rule of our styles takes
# alike: the same tags with the same classes, ids and attributes up to the root, as far as a style names
# them (no page has a style of its own). To ask each of two hundred alike took most of the time of axe.
FAULTS = """async ([rules, colours]) => {
    const styles = [...document.styleSheets].map(
        (sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join(" ")).join(" ");
    const told = new Set(["class", "type", "href", "disabled", "open", "checked", "hidden", "readonly"]);
    for (const [, name] of styles.matchAll(/\\[([\\w-]+)/g)) told.add(name);
    const ids = new Set([...styles.matchAll(/#([\\w-]+)/g)].map(([, name]) => name));
    const sign = (node) => [...node.attributes].reduce(
        (words, one) => told.has(one.name) || (one.name === "id" && ids.has(one.value))
            ? `${words} ${one.name}=${one.name === "href" ? "" : one.value}` : words, node.tagName);
    const path = (node) => (node ? `${path(node.parentElement)}>${sign(node)}` : "");
    const alike = new Map();
    for (const node of document.body.querySelectorAll("*")) {
        const hasWords = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
        if (!hasWords && !["INPUT", "TEXTAREA", "SELECT"].includes(node.tagName)) continue;
        const key = path(node);
        alike.set(key, [...(alike.get(key) ?? []), node]);
    }
    const include = [...new Set([...alike.values()].flatMap((one) => [...one.slice(0, 2), one.at(-1)]))];
    const run = async (context, options) =>
        (await axe.run(context, { ...options, resultTypes: ["violations"] })).violations;
    const runOnly = { type: "rule", values: colours };
    const off = Object.fromEntries(colours.map((name) => [name, { enabled: false }]));
    const isTag = rules.type === "tag";
    const rest = isTag ? rules.values : rules.values.filter((name) => !colours.includes(name));
    return [
        ...(rest.length ? await run(document, { runOnly: { ...rules, values: rest }, rules: isTag ? off : {} }) : []),
        ...(await run({ include }, { runOnly })),
    ];
}"""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser; the first to ask also fills a whole site."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(300))


@dataclass(frozen=True)
class Site:
    """A running site."""

    address: str
    data: Path

    def command(self, *arguments: str) -> str:
        """Run `staffroom …` on the site's data; what it printed."""
        return run(self.data, *arguments)


def environment(data: Path) -> dict[str, str]:
    """Variables of an installation of its own."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("STAFFROOM_")}
    ours |= {"STAFFROOM_DATA": str(data), "HOST": "127.0.0.1", "PORT": "0"}
    ours |= {"STAFFROOM_OFFICE": "off"}  # what is installed beside us takes no part in tests
    return {**ours, "DJANGO_SETTINGS_MODULE": "staffroom.config.settings"}


def run(data: Path, *arguments: str) -> str:
    """A command of the product on a folder of data."""
    done = subprocess.run(
        [sys.executable, "-m", "staffroom", *arguments],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def serve(data: Path, **variables: str) -> Iterator[Site]:
    """Start the server on a free port, stop it at the end; `variables` are settings of this one."""
    with (data / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "staffroom", "serve", "--processes", "1", "--workers", "1"],
            cwd=ROOT,
            env=environment(data) | variables,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        assert process.stdout
        try:
            first = process.stdout.readline()
            assert "http://" in first, first + (data / "server.log").read_text()
            yield Site("http://" + first.partition("http://")[2].split("/")[0], data)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            process.stdout.close()


def demonstration() -> Path:
    """Two of the demonstration districts, as `make run` fills them."""

    def make(data: Path) -> None:
        shutil.copytree(migrated(), data, dirs_exist_ok=True)
        run(data, "demo", "--only", "tula", "--only", "berezniki")
        run(data, "jobs", "--run-once")  # what it leaves to be done stands in nobody's way then

    return made_once("demonstration", make)


@pytest.fixture(scope="session")
def new_data(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a folder of data: with an empty database, or a copy of what has been made."""
    return lambda name, made=None: shutil.copytree(
        made or migrated(), tmp_path_factory.mktemp(name), dirs_exist_ok=True, symlinks=True
    )


@pytest.fixture(scope="session")
def site(new_data: Callable[..., Path]) -> Iterator[Site]:
    """The site with two of its demonstration districts, as `make run` shows them."""
    yield from serve(new_data("demo-site", demonstration()))


@pytest.fixture(scope="session")
def workshop(new_data: Callable[..., Path]) -> Iterator[Site]:
    """A developer's own site with one person, where anybody may open the living page."""
    data = new_data("workshop")
    run(data, "shell", "--verbosity", "0", "-c", PERSON)
    yield from serve(data, STAFFROOM_MODE="local")


@dataclass(frozen=True)
class Founding:
    """A site of five small districts, one by each regulation, and who is signed in there."""

    site: Site
    cookie: str
    sessions: Mapping[str, str]  # «tula/anna»: the value of the cookie


@pytest.fixture(scope="session")
def founding(new_data: Callable[..., Path]) -> Iterator[Founding]:
    """Five districts where a community is about to be created, each in its own way."""
    data = new_data("founding-site")
    made = subprocess.run(
        [sys.executable, "-m", "tests.browser.founding"], cwd=ROOT, env=environment(data),
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    told = json.loads(made.stdout.splitlines()[-1])
    for site in serve(data):
        yield Founding(site, told["cookie"], told["sessions"])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "no browser: install chromium or name it in CHROMIUM"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Window:
    """What happened in the windows of a test that nobody may miss."""

    outer: list[str]
    errors: list[str]


@pytest.fixture
def window() -> Iterator[Window]:
    """Fails the test when a page asked for something outside, or a script broke."""
    seen = Window([], [])
    yield seen
    assert seen.outer == [], "a page asked for something outside the installation"
    assert seen.errors == [], "a script failed or the policy of the page was broken"


@pytest.fixture
def visit(chromium: Browser, window: Window) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody new: `visit(site.address + "/")`, `visit(…, script=False)`.

    Each call is a browser of its own (other cookies). `width`, `scheme` («light», «dark») and
    `script` choose what kind of reader it is, `state` (what `context.storage_state()` gave) who.
    """
    contexts: list[BrowserContext] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            window.outer.append(request.url)

    def open_page(
        address: str,
        *,
        width: int = 1366,
        scheme: Any = "light",
        script: bool = True,
        state: Any = None,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=script,
            locale="ru-RU",
            timezone_id="Europe/Moscow",
            reduced_motion="reduce",
            storage_state=state,
        )
        contexts.append(context)
        context.on("request", note)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda problem: window.errors.append(str(problem)))
        page.on(
            "console",
            lambda line: (
                window.errors.append(line.text)
                if line.type == "error" and "Failed to load resource" not in line.text
                else None
            ),
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def faults(page: Page, rules: Mapping[str, Any] = WCAG) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA (or these rules of it) on the page as it stands.

    The window grows as tall as the page and stays so: a bar that stays at the edge of the window
    would else cover whatever happens to lie under it.
    """
    size = page.viewport_size
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    if size and height > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": height})
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(FAULTS, [rules, COLOURS])
    return [
        f"{fault['id']}: {node['target'][0]} {node['html'][:120]}"
        for fault in found
        for node in fault["nodes"]
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def check_page(page: Page) -> None:
    """The page at 360 and 1366 px in light, dark and low-vision looks: no fault, no sideways scroll.

    All rules once a width, in each look those that it can break (the dark one changes colours
    alone). The page is not loaded again and is left as it was: the same window, the same look.
    """
    root = page.locator("html")
    before = page.viewport_size
    low_vision = "data-scheme"
    found: dict[str, list[str]] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for look in LOOKS:
            page.emulate_media(color_scheme="dark" if look == "dark" else "light")
            if look == "low-vision":
                root.evaluate(f"(node) => node.setAttribute('{low_vision}', 'black-on-white')")
            wide = overflow(page)
            here = faults(page, RULES[look])
            here += [f"{wide} px too wide"] if wide > 0 else []
            if here:
                found[f"{page.url} {width} {look}"] = here
            if look == "low-vision":
                root.evaluate(f"(node) => node.removeAttribute('{low_vision}')")
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
    assert found == {}


@pytest.fixture
def check() -> Callable[[Page], None]:
    """`check(page)`: accessibility and width in both sizes and three looks."""
    return check_page
