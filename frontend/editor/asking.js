// The small lines under the toolbar: the address of a link, the description of a picture.

import { words } from "./words.js";

let lines = 0;

function line(label) {
  const box = document.createElement("div");
  box.className = "editor-ask";
  box.hidden = true;
  const name = document.createElement("label");
  const input = document.createElement("input");
  input.id = `editor-ask-${(lines += 1)}`;
  input.className = "input";
  input.type = "text";
  name.htmlFor = input.id;
  name.append(label);
  const wrong = document.createElement("p");
  wrong.className = "error";
  wrong.setAttribute("role", "alert");
  box.append(name, input, wrong);
  return { box, input, wrong };
}

function press(box, label, act) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn btn-small" });
  button.append(label);
  button.addEventListener("click", act);
  box.insertBefore(button, box.lastElementChild);
}

function addressOf(typed) {
  const text = typed.trim();
  if (/^(https?:\/\/|mailto:|tel:|\/(?!\/))\S+$/i.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return /^[^\s/:]+\.[^\s:]{2,}$/.test(text) ? `https://${text}` : "";
}

export function linkLine(editor) {
  const { box, input, wrong } = line(words.linkAddress);
  const close = () => {
    box.hidden = true;
    editor.commands.focus();
  };
  const apply = () => {
    const href = addressOf(input.value);
    wrong.textContent = href ? "" : words.linkWrong;
    if (!href) return input.focus();
    const chosen = editor.chain().extendMarkRange("link");
    if (editor.state.selection.empty && !editor.isActive("link")) {
      chosen.insertContent({ type: "text", text: input.value.trim(), marks: [{ type: "link", attrs: { href } }] }).run();
    } else chosen.setLink({ href }).run();
    close();
  };
  input.inputMode = "url";
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") apply();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  press(box, words.apply, apply);
  press(box, words.unlink, () => {
    editor.chain().extendMarkRange("link").unsetLink().run();
    close();
  });
  const open = () => {
    input.value = editor.getAttributes("link").href ?? "";
    wrong.textContent = "";
    box.hidden = false;
    input.focus();
    input.select();
  };
  return { box, open };
}

export function altLine(editor) {
  const { box, input } = line(words.alt);
  input.maxLength = 300;
  input.addEventListener("change", () => editor.commands.updateAttributes("image", { alt: input.value.trim() }));
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    editor.commands.updateAttributes("image", { alt: input.value.trim() });
    editor.commands.focus();
  });
  press(box, words.dropImage, () => editor.chain().focus().deleteSelection().run());
  const refresh = () => {
    const isImage = editor.isActive("image");
    if (isImage && box.hidden) input.value = editor.getAttributes("image").alt ?? "";
    if (!box.contains(document.activeElement)) box.hidden = !isImage;
  };
  return { box, refresh };
}
