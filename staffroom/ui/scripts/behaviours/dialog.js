import { behave } from "../registry.js";

// A question before something is lost: the link's page has it; here it comes into a dialog. The page
// stays where it was, so nothing typed around it is lost. A middle click opens the page itself.

behave("dialog", (link) => {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    dialog.addEventListener("click", (inner) => {
      if (inner.target === dialog || inner.target.closest("[data-close]")) {
        inner.preventDefault();
        dialog.close();
      }
    });
    await htmx.ajax("GET", link.href, { target: dialog, swap: "innerHTML" });
    const form = dialog.querySelector("form");
    if (!form) return location.assign(link.href);
    if (!form.getAttribute("action")) form.action = link.href;
    dialog.setAttribute("aria-label", form.querySelector("h1")?.textContent ?? link.textContent);
    dialog.showModal();
  });
});
