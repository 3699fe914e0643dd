import { words } from "./words.js";

// A few words in the corner for a while; `lasting` stays until it is taken away by its maker.

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${document.body.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}

export function button(label, press, className = "btn btn-small") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.append(label);
  made.addEventListener("click", press);
  return made;
}

export function note(text, tone = "good") {
  const made = document.createElement("div");
  made.className = `message message-${tone}`;
  const line = document.createElement("p");
  line.append(text);
  made.append(icon({ good: "check", warn: "warning", bad: "error" }[tone] ?? "info"), line);
  return made;
}

export function say(text, tone = "good", lasting = false) {
  const toast = note(text, tone);
  toast.classList.add("toast");
  if (!lasting) {
    toast.dataset.behaviour = "toast";
    toast.append(button(words.close, () => toast.remove(), "btn btn-quiet btn-small"));
  }
  document.getElementById("toasts")?.append(toast);
  return toast;
}
