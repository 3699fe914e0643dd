import { behave } from "../registry.js";
import { icon } from "../say.js";
import { policy } from "../trust.js";

// A textarea becomes the editor when somebody begins to write in it, or when a kept draft comes back.
// Until its script has come the textarea goes on working, and if it never comes, for ever.

function style(address) {
  if (document.querySelector(`link[href="${address}"]`)) return;
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href: address });
  document.head.append(link);
}

behave("editor", (textarea) => {
  const holder = textarea.form ?? document;
  const field = holder.querySelector(`[name="${textarea.dataset.htmlName}"]`);
  const first = textarea.value;
  let coming = null;
  let editor = null;

  async function take(isFocused) {
    coming ??= import(textarea.dataset.editorScript);
    style(textarea.dataset.editorStyle);
    try {
      const { mount } = await coming;
      editor ??= mount(textarea, { field, policy, icon, isChanged: textarea.value !== first });
      if (isFocused) editor.commands.focus("end");
    } catch {
      coming = null; // no line: the textarea stays, the next touch tries again
    }
  }

  field.addEventListener("input", (event) => {
    if (event.isTrusted || !field.value) return;
    if (editor && field.value !== editor.getHTML()) field.dispatchEvent(new Event("editor:show"));
    else if (!editor) take(false);
  });
  textarea.addEventListener("focus", () => take(true));
  if (document.activeElement === textarea) take(true);
});
