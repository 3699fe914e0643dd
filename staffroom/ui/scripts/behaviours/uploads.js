import { behave } from "../registry.js";
import { upload } from "../uploading.js";
import { words } from "../words.js";

// Chosen files go to the site at once, in parts that survive a bad line; the form then only names them.

behave("uploads", (box) => {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector(".files-kept");
  const state = box.querySelector(".files-state");
  const form = input.form;
  let busy = 0;

  function keep(stored) {
    const label = document.createElement("label");
    const mark = document.createElement("input");
    const name = document.createElement("span");
    label.className = "choice";
    Object.assign(mark, { type: "checkbox", name: box.dataset.keptName, value: stored.pid, checked: true });
    name.append(stored.name);
    label.append(mark, name);
    const line = document.createElement("li");
    line.append(label);
    list.append(line);
  }

  async function bring(file) {
    const token = form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const tell = (text) => {
      state.textContent = text;
    };
    try {
      keep(await upload(file, { address: box.dataset.uploads, token, tell }));
      tell(words.uploaded(file.name));
    } catch (problem) {
      tell(`«${file.name}»: ${problem.message}`);
    }
  }

  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    input.value = "";
    busy += 1;
    for (const file of chosen) await bring(file);
    busy -= 1;
  });
  form?.addEventListener("submit", (event) => {
    if (!busy) return;
    event.preventDefault();
    event.stopPropagation();
    state.scrollIntoView({ block: "nearest" });
  }, true);
});
