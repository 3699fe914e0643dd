import { behave } from "../registry.js";
import { button, note } from "../say.js";
import { keep, lasting, read } from "../store.js";
import { words } from "../words.js";

// Nothing typed is lost: a form with data-draft="reply:ab12" keeps its texts in this browser, by person
// and form, until the server says that this very form was accepted (the cookie `saved`, see core.http.go).
// What the site has kept of it (autosave.js) comes as «draft:found» and is shown in the same way.

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
  const state = form.dataset.autosave ? null : form.querySelector("[data-draft-state]");
  const fields = () => [...form.querySelectorAll(FIELDS)].filter((field) => field.name);
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "draft", value: key });
  form.append(mark);
  takeAccepted();

  const first = new Map(fields().map((field) => [field.name, field.value]));
  const kept = read(lasting, place(key));
  if (kept && Date.now() - kept.at < KEEP_DAYS * 864e5) restore(kept);
  form.addEventListener("draft:found", ({ detail }) => restore(detail));

  function fill(texts) {
    for (const field of fields().filter((one) => one.name in texts && one.value !== texts[one.name])) {
      field.value = texts[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function restore({ texts, at, drop }) {
    const changed = fields().filter((field) => texts[field.name] && texts[field.name] !== field.value);
    const isOver = changed.some((field) => field.value.trim());
    if (!changed.length || (isOver && !drop)) return;
    const when = new Date(at).toLocaleDateString("ru", { day: "numeric", month: "long" });
    const told = note(isOver ? words.draftWaits(when) : words.draftBack(when), "info");
    if (isOver) told.append(button(words.draftTake, () => (fill(texts), told.remove())));
    else fill(texts);
    told.append(button(words.draftDrop, () => {
      if (!isOver) fill(Object.fromEntries(changed.map(({ name }) => [name, first.get(name) ?? ""])));
      keep(lasting, place(key), null);
      drop?.();
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
