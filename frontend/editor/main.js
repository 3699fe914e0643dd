// The editor takes over a textarea. What is written goes as HTML into the hidden field beside it; the
// textarea gives its name away, so that only one of the two is sent.

import { Editor } from "@tiptap/core";
import { DOMParser as Reader } from "@tiptap/pm/model";
import { altLine, linkLine } from "./asking.js";
import { extensions } from "./extensions.js";
import { cleanPasted } from "./paste.js";
import { tableTools, toolbar, tools } from "./toolbar.js";
import { parsed, trustBy } from "./trust.js";
import { upload } from "../../staffroom/ui/scripts/uploading.js";
import { words } from "./words.js";

let editors = 0;

function made(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function fromText(text) {
  const body = document.implementation.createHTMLDocument("").body;
  for (const block of text.split(/\n{2,}/)) {
    const line = document.createElement("p");
    block.split("\n").forEach((words, at) => line.append(...(at ? [document.createElement("br")] : []), words));
    body.append(line);
  }
  return body;
}

function nameOf(textarea) {
  const label = textarea.labels?.[0];
  if (label && !label.id) label.id = `editor-label-${editors}`;
  return label;
}

export function mount(textarea, { field, policy, icon, isChanged }) {
  editors += 1;
  trustBy(policy);
  const box = made("div", "editor");
  const state = made("p", "editor-state", { role: "status", "aria-live": "polite" });
  const picker = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", hidden: true });
  const label = nameOf(textarea);
  const described = textarea.getAttribute("aria-describedby");
  const area = {
    id: `editor-text-${editors}`,
    class: "editor-text prose",
    role: "textbox",
    "aria-multiline": "true",
    ...(label ? { "aria-labelledby": label.id } : { "aria-label": textarea.getAttribute("aria-label") ?? "" }),
    ...(described ? { "aria-describedby": described } : {}),
    ...(textarea.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
  };
  const token = () => (textarea.form ?? document).querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  const editor = new Editor({
    element: box,
    injectCSS: false,
    content: { type: "doc", content: [{ type: "paragraph" }] }, // a string would be parsed past the policy
    extensions: extensions({ people: textarea.dataset.people, box }),
    editorProps: {
      attributes: area,
      transformPastedHTML: cleanPasted,
      handlePaste: (view, event) => takeImages(event.clipboardData, Boolean(event.clipboardData?.types.includes("text/html"))),
      handleDrop: (view, event, slice, isMoved) => !isMoved && takeImages(event.dataTransfer, false),
      handleKeyDown: (view, event) => {
        if (!(event.altKey && event.key === "F10")) return false;
        bar.enter();
        return true;
      },
    },
    onUpdate: ({ editor }) => {
      write(editor);
    },
    onTransaction: () => refresh(),
  });

  function write(editor) {
    field.value = editor.isEmpty ? "" : editor.getHTML();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show(body) {
    const shape = Reader.fromSchema(editor.schema).parse(body);
    editor.commands.setContent(shape.toJSON(), { emitUpdate: false });
  }

  function takeImages(data, hasWords) {
    const images = [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    if (!images.length || hasWords) return false;
    bring(images);
    return true;
  }

  async function bring(images) {
    const tell = (text) => {
      state.textContent = text;
    };
    for (const file of images) {
      try {
        const stored = await upload(file, { address: textarea.dataset.uploads, token: token(), tell });
        if (stored.kind !== "image") throw new Error(words.notImage);
        const share = Math.min(1, 960 / stored.width);
        const size = { width: Math.round(stored.width * share), height: Math.round(stored.height * share) };
        editor.chain().focus().setImage({ src: stored.picture, alt: "", ...size }).run();
        tell(words.uploaded(file.name));
      } catch (problem) {
        tell(problem.message);
      }
    }
  }

  const link = linkLine(editor);
  const alt = altLine(editor);
  const ask = { link: link.open, image: () => picker.click() };
  const bar = toolbar(editor, tools, { label: words.toolbar, area, icon, ask });
  const tableBar = toolbar(editor, tableTools, { label: words.tableTools, area, icon, ask, isWorded: true });
  bar.title = words.keys;
  function refresh() {
    if (!bar) return;
    bar.refresh();
    tableBar.hidden = !editor.isActive("table");
    alt.refresh();
  }
  picker.addEventListener("change", () => {
    bring([...picker.files]);
    picker.value = "";
  });
  box.prepend(bar, tableBar, link.box, alt.box);
  box.append(state, picker);

  show(!isChanged && field.value ? parsed(field.value) : fromText(textarea.value));
  write(editor);
  textarea.hidden = true;
  textarea.removeAttribute("name");
  textarea.required = false;
  textarea.after(box);
  label?.addEventListener("click", () => editor.commands.focus());
  textarea.form?.addEventListener("reset", () => {
    field.value = field.defaultValue;
    show(parsed(field.value));
  });
  field.addEventListener("editor:show", () => show(parsed(field.value)));
  refresh();
  return editor;
}
