import { behave } from "../registry.js";
import { keep, passing, read } from "../store.js";
import { words } from "../words.js";

// Replies that come by themselves may be held back: they wait behind a line that says how many, until the
// reader asks for them. They wait as well while somebody works among the replies: a menu is open, words
// are chosen, the keyboard is there.

const HELD = "replies-held";

behave("pause", (bar) => {
  const [button, line] = bar.querySelectorAll("button");
  const list = () => document.getElementById(bar.dataset.for);
  const waiting = new Set();
  let isHeld = read(passing, HELD) === true;

  const newest = () => Math.max(0, ...[...list().querySelectorAll("article[id^=c]")].map((one) => Number(one.id.slice(1)) || 0));

  function isBusy() {
    const chosen = getSelection();
    const isChosen = chosen.rangeCount && !chosen.isCollapsed && list().contains(chosen.anchorNode);
    return isChosen || list().contains(document.activeElement) || list().querySelector("details[open]");
  }

  function tell() {
    const last = newest();
    const n = [...waiting].filter((seq) => seq > last).length;
    button.setAttribute("aria-pressed", isHeld);
    line.hidden = !waiting.size;
    line.textContent = n ? words.moreReplies(n) : words.repliesChanged;
  }

  function show() {
    waiting.clear();
    button.focus();
    tell();
    htmx.ajax("GET", list().dataset.liveUrl, { target: list(), swap: "outerHTML" });
  }

  document.addEventListener("live:coming", (event) => {
    if (!bar.isConnected || event.target !== list() || !(isHeld || isBusy())) return;
    event.preventDefault();
    waiting.add(event.detail.seq ?? 0);
    tell();
  });
  line.addEventListener("click", show);
  button.addEventListener("click", () => {
    isHeld = !isHeld;
    keep(passing, HELD, isHeld ? true : null);
    if (!isHeld && waiting.size) show();
    else tell();
  });
  bar.hidden = false;
  tell();
});
