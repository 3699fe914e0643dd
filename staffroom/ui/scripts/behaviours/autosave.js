import { behave } from "../registry.js";
import { words } from "../words.js";

// What is being typed goes to the site every few seconds and when the page is left, so that another
// device or another day has it as well. data-autosave is the address; data-unsent («now», «later»:
// when somebody comes to the form) asks it for what was typed before. The browser keeps its own copy
// beside (draft.js), so a lost line loses nothing.

const EVERY = 4000;
const TEXTS = "textarea[name], input[name=title]";
const clock = () => new Date().toLocaleTimeString("ru", { hour: "numeric", minute: "2-digit" });

function typedIn(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name);
  data.delete("once");
  data.delete("act");
  return data;
}

behave("autosave", (form) => {
  const address = form.dataset.autosave;
  const state = form.querySelector("[data-draft-state]");
  let timer = 0;
  let isNew = false; // something was typed since the last keeping
  let hasKept = false; // an empty form drops what the site keeps only when it was emptied here
  let going = null;

  const tell = (text) => {
    if (state && state.textContent !== text) state.textContent = text; // a screen reader says it once a minute
  };
  const post = (body) => fetch(address, { method: "POST", body, signal: (going = new AbortController()).signal, redirect: "manual" });

  const isTyped = () => hasKept || [...form.querySelectorAll(TEXTS)].some((field) => field.value.trim());

  async function keep() {
    timer = 0;
    isNew = false;
    if (!isTyped()) return;
    hasKept = true;
    try {
      const answer = await post(typedIn(form));
      if (answer.ok && (await answer.json()).saved) return tell(words.draftKept(clock()));
      if (answer.ok) return tell("");
    } catch (broken) {
      if (broken.name === "AbortError") return;
    }
    tell(words.draftKeptHere(clock()));
  }

  form.addEventListener("input", () => {
    isNew = true;
    timer ||= setTimeout(keep, EVERY);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isNew = false;
    going?.abort();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden || !isNew || !isTyped() || !form.isConnected) return;
    clearTimeout(timer);
    timer = 0;
    isNew = false;
    navigator.sendBeacon(address, typedIn(form));
  });

  async function ask() {
    const asked = await fetch(`${address}?draft=${encodeURIComponent(form.dataset.draft)}`).catch(() => null);
    const { texts, at } = asked?.ok && !asked.redirected ? await asked.json() : { texts: {} };
    if (at) form.dispatchEvent(new CustomEvent("draft:found", { detail: { texts, at: Date.parse(at), drop } }));
  }
  function drop() {
    post(new URLSearchParams({ draft: form.dataset.draft, act: "forget", csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value })).catch(() => {});
  }
  const isWanted = location.hash === "#reply";
  if (form.dataset.unsent === "now" || (form.dataset.unsent && isWanted)) ask();
  else if (form.dataset.unsent) form.addEventListener("focusin", ask, { once: true });
});
