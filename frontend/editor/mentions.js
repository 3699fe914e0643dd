// «@» opens a list of people; arrows and Enter choose, Escape closes. The address answers with
// {"people": [{"pid", "name", "note"}]}.

import Mention from "@tiptap/extension-mention";
import { words } from "./words.js";

let lists = 0;

async function found(address, query) {
  if (!address) return [];
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).people.slice(0, 8) : [];
  } catch {
    return [];
  }
}

function listOf(box) {
  const list = document.createElement("ul");
  list.className = "editor-people";
  list.id = `editor-people-${(lists += 1)}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.people);
  list.hidden = true;
  box.append(list);
  return list;
}

function suggestion({ people, box }) {
  const list = listOf(box);
  let now = 0;
  let props = null;

  const area = () => box.querySelector("[role=textbox]");
  const close = () => {
    list.hidden = true;
    area()?.removeAttribute("aria-activedescendant");
    area()?.removeAttribute("aria-controls");
  };
  const mark = (index) => {
    now = index;
    [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === now)));
    const chosen = list.children[now];
    if (!chosen) return;
    chosen.scrollIntoView({ block: "nearest" });
    area()?.setAttribute("aria-activedescendant", chosen.id);
  };
  const choose = (index) => {
    const one = props.items[index];
    if (one) props.command({ id: one.pid, label: one.name });
  };
  const show = (given) => {
    props = given;
    list.replaceChildren(
      ...props.items.map((one, index) => {
        const line = document.createElement("li");
        line.id = `${list.id}-${index}`;
        line.setAttribute("role", "option");
        line.append(one.name);
        if (one.note) {
          const note = document.createElement("small");
          note.append(one.note);
          line.append(" ", note);
        }
        line.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(index);
        });
        return line;
      }),
    );
    if (!props.items.length) return close();
    list.hidden = false;
    area()?.setAttribute("aria-controls", list.id);
    const place = props.clientRect?.();
    const frame = box.getBoundingClientRect();
    if (place) {
      list.style.insetBlockStart = `${place.bottom - frame.top + 4}px`;
      list.style.insetInlineStart = `${Math.max(0, Math.min(place.left - frame.left, frame.width - 260))}px`;
    }
    mark(0);
  };
  const keys = {
    ArrowDown: () => mark((now + 1) % props.items.length),
    ArrowUp: () => mark((now + props.items.length - 1) % props.items.length),
    Enter: () => choose(now),
    Tab: () => choose(now),
    Escape: close,
  };
  return {
    char: "@",
    allowSpaces: true,
    allowedPrefixes: null,
    items: ({ query }) => (query.length > 60 ? [] : found(people, query.trim())),
    render: () => ({
      onStart: show,
      onUpdate: show,
      onExit: close,
      onKeyDown: ({ event }) => {
        if (list.hidden || !keys[event.key]) return false;
        keys[event.key]();
        return true;
      },
    }),
  };
}

export const mentions = (options) =>
  Mention.extend({
    addAttributes: () => ({
      id: { parseHTML: (node) => node.dataset.mention, renderHTML: ({ id }) => ({ "data-mention": id }) },
      label: { parseHTML: (node) => node.textContent.replace(/^@/, ""), renderHTML: () => ({}) },
    }),
    parseHTML: () => [{ tag: "[data-mention]", priority: 1000 }],
    renderHTML: ({ node, HTMLAttributes }) => ["span", HTMLAttributes, `@${node.attrs.label}`],
    renderText: ({ node }) => `@${node.attrs.label}`,
  }).configure({ suggestion: suggestion(options), deleteTriggerWithBackspace: true });
