import { behave } from "../registry.js";

// One press, one act: the buttons of a form that is on its way are asleep until the answer.

behave("once", (form) => {
  const wake = () => {
    delete form.dataset.busy;
    for (const button of form.querySelectorAll("button[data-busy]")) {
      button.disabled = false;
      delete button.dataset.busy;
    }
  };
  form.addEventListener("submit", (event) => {
    if (form.dataset.busy) return event.preventDefault();
    form.dataset.busy = "";
    setTimeout(() => {
      for (const button of form.querySelectorAll("button:not([disabled])")) {
        button.dataset.busy = "";
        button.disabled = true;
      }
    });
  });
  form.addEventListener("htmx:finally:request", wake);
  addEventListener("pageshow", wake);
});
