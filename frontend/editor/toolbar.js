// The toolbar by the ARIA pattern: one stop of the Tab key, arrows inside, Home and End, Escape back.

import { words } from "./words.js";

const SIGNS = { subheading: "H", superscript: "x²", subscript: "x₂" };

const chain = (editor) => editor.chain().focus();

export const tools = [
  ["heading", "heading", (e) => chain(e).toggleHeading({ level: 2 }).run(), (e) => e.isActive("heading", { level: 2 })],
  ["subheading", "", (e) => chain(e).toggleHeading({ level: 3 }).run(), (e) => e.isActive("heading", { level: 3 })],
  null,
  ["bold", "bold", (e) => chain(e).toggleBold().run(), (e) => e.isActive("bold")],
  ["italic", "italic", (e) => chain(e).toggleItalic().run(), (e) => e.isActive("italic")],
  ["superscript", "", (e) => chain(e).toggle_superscript().run(), (e) => e.isActive("superscript")],
  ["subscript", "", (e) => chain(e).toggle_subscript().run(), (e) => e.isActive("subscript")],
  null,
  ["bullets", "list", (e) => chain(e).toggleBulletList().run(), (e) => e.isActive("bulletList")],
  ["numbers", "list-numbered", (e) => chain(e).toggleOrderedList().run(), (e) => e.isActive("orderedList")],
  ["quote", "quote", (e) => chain(e).toggleBlockquote().run(), (e) => e.isActive("blockquote")],
  null,
  ["link", "link", (e, ask) => ask.link(), (e) => e.isActive("link")],
  ["image", "image", (e, ask) => ask.image()],
  ["table", "table", (e) => chain(e).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()],
  null,
  ["undo", "undo", (e) => chain(e).undo().run(), null, (e) => e.can().undo()],
  ["redo", "redo", (e) => chain(e).redo().run(), null, (e) => e.can().redo()],
];

export const tableTools = [
  ["addRow", "", (e) => chain(e).addRowAfter().run()],
  ["addColumn", "", (e) => chain(e).addColumnAfter().run()],
  ["headRow", "", (e) => chain(e).toggleHeaderRow().run()],
  ["dropRow", "", (e) => chain(e).deleteRow().run()],
  ["dropColumn", "", (e) => chain(e).deleteColumn().run()],
  ["dropTable", "", (e) => chain(e).deleteTable().run()],
];

export function toolbar(editor, list, { label, area, icon, ask, isWorded }) {
  const bar = document.createElement("div");
  bar.className = "editor-bar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", label);
  if (area.id) bar.setAttribute("aria-controls", area.id);
  const buttons = [];
  for (const tool of list) {
    if (!tool) {
      const gap = document.createElement("span");
      gap.className = "editor-gap";
      bar.append(gap);
      continue;
    }
    const [name, sign, press, isOn, isUsable] = tool;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "editor-button", tabIndex: -1 });
    if (isWorded) button.append(words[name]);
    else {
      button.title = words[name];
      button.setAttribute("aria-label", words[name]);
      button.append(sign ? icon(sign) : SIGNS[name]);
    }
    if (isOn) button.setAttribute("aria-pressed", "false");
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") press(editor, ask);
    });
    buttons.push({ button, isOn, isUsable });
    bar.append(button);
  }
  buttons[0].button.tabIndex = 0;

  const move = (to) => {
    for (const { button } of buttons) button.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };
  bar.addEventListener("keydown", (event) => {
    const all = buttons.map(({ button }) => button);
    const at = all.indexOf(document.activeElement);
    const next = {
      ArrowRight: all[(at + 1) % all.length],
      ArrowLeft: all[(at + all.length - 1) % all.length],
      Home: all[0],
      End: all.at(-1),
    }[event.key];
    if (next) move(next);
    else if (event.key === "Escape") editor.commands.focus();
    else return;
    event.preventDefault();
  });
  bar.enter = () => move(buttons.find(({ button }) => button.tabIndex === 0).button);
  bar.refresh = () => {
    for (const { button, isOn, isUsable } of buttons) {
      if (isOn) button.setAttribute("aria-pressed", String(Boolean(isOn(editor))));
      if (isUsable) button.setAttribute("aria-disabled", String(!isUsable(editor)));
    }
  };
  return bar;
}
