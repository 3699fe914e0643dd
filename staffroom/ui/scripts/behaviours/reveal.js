import { behave } from "../registry.js";
import { icon } from "../say.js";

// A password that may be looked at while it is typed.

behave("reveal", (box) => {
  const input = box.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "iconbtn";
  const show = (isShown) => {
    input.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", isShown);
    button.setAttribute("aria-label", isShown ? box.dataset.hide : box.dataset.show);
    button.replaceChildren(icon(isShown ? "eye-off" : "eye"));
  };
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
  box.classList.add("password-open");
  box.append(button);
  show(false);
});
