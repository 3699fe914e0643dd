// Open pages hear of changes. An element says data-live="thread:ab12 bell:7" and data-live-url: when one
// of its topics changes, it is asked for anew by htmx. On a weak line, or where streams do not come
// through, it is asked for once a minute instead. Nobody's reading is disturbed: the element decides by
// its own part what changes (a line «3 новых ответа», a number on the bell).

const SLOW = 60000;
let stream = null;
let listened = "";

const elements = () => [...document.querySelectorAll("[data-live][data-live-url]")];
const isWeak = () => navigator.connection?.saveData || /(^|-)[23]g$/.test(navigator.connection?.effectiveType ?? "");

function reload(element) {
  if (element.dataset.livePending) return;
  element.dataset.livePending = "1";
  setTimeout(() => {
    delete element.dataset.livePending;
    if (element.isConnected) {
      htmx.ajax("GET", element.dataset.liveUrl, { target: element, swap: element.dataset.liveSwap ?? "outerHTML" });
    }
  }, 200 + Math.random() * 800); // many readers do not ask in the same instant
}

function hear(event) {
  const { topic, kind } = JSON.parse(event.data);
  for (const element of elements()) {
    if (kind === "reload" || element.dataset.live.split(/\s+/).includes(topic)) reload(element);
  }
}

function listen() {
  const topics = [...new Set(elements().flatMap((element) => element.dataset.live.split(/\s+/)))].sort().join(",");
  if (topics === listened && stream?.readyState !== EventSource.CLOSED) return;
  stream?.close();
  listened = topics;
  stream = null;
  if (!topics || document.hidden || isWeak()) return;
  const since = document.body.dataset.liveSince;
  stream = new EventSource(`/live/?topics=${encodeURIComponent(topics)}${since ? `&since=${since}` : ""}`);
  stream.addEventListener("message", hear);
}

export function startLive() {
  listen();
  let away = 0;
  document.addEventListener("htmx:after:swap", listen);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(away);
    if (document.hidden) {
      away = setTimeout(() => {
        stream?.close();
        stream = null;
        listened = "away";
      }, SLOW);
    } else if (listened === "away") {
      elements().forEach(reload);
      listen();
    }
  });
  setInterval(() => {
    if (!document.hidden && (!stream || stream.readyState === EventSource.CLOSED)) elements().forEach(reload);
  }, SLOW);
}
