import { behave } from "../registry.js";
import { button, note } from "../say.js";
import { keep, lasting, read } from "../store.js";
import { words } from "../words.js";

// Nothing typed is lost: a form with data-draft="reply:ab12" keeps its texts in this browser, by person
// and form, until the server says that this very form was accepted (the cookie `saved`, see core.http.go).

const FIELDS = "textarea, input[type=text], input[type=search], input[type=url], input:not([type])";
const KEEP_DAYS = 14;
const place = (key) => `draft:${document.body.dataset.person ?? ""}:${key}`;

export function takeAccepted() {
  const saved = document.cookie.match(/(?:^|; )saved=([^;]*)/);
  if (!saved) return;
  keep(lasting, place(decodeURIComponent(saved[1].replace(/^"|"$/g, ""))), null);
  document.cookie = "saved=; Max-Age=0; Path=/; SameSite=Lax";
}

behave("draft", (form) => {
  const key = form.dataset.draft;
  const state = form.querySelector("[data-draft-state]");
  const fields = () => [...form.querySelectorAll(FIELDS)].filter((field) => field.name);
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "draft", value: key });
  form.append(mark);
  takeAccepted();

  const first = new Map(fields().map((field) => [field.name, field.value]));
  const kept = read(lasting, place(key));
  if (kept && Date.now() - kept.at < KEEP_DAYS * 864e5) restore(kept);

  function restore(kept) {
    const changed = fields().filter((field) => kept.texts[field.name] && kept.texts[field.name] !== field.value);
    if (!changed.length || changed.some((field) => field.value.trim())) return;
    for (const field of changed) {
      field.value = kept.texts[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const when = new Date(kept.at).toLocaleDateString("ru", { day: "numeric", month: "long" });
    const told = note(words.draftBack(when), "info");
    told.append(button(words.draftDrop, () => {
      for (const field of changed) field.value = first.get(field.name) ?? "";
      keep(lasting, place(key), null);
      told.remove();
    }));
    form.prepend(told);
  }

  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const texts = Object.fromEntries(fields().map((field) => [field.name, field.value]));
      if (!Object.values(texts).some((text) => text.trim())) return keep(lasting, place(key), null);
      if (!keep(lasting, place(key), { at: Date.now(), texts })) return;
      const clock = new Date().toLocaleTimeString("ru", { hour: "numeric", minute: "2-digit" });
      if (state) state.textContent = words.draftKept(clock);
    }, 400);
  });
});
