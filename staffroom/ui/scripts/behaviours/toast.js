import { behave } from "../registry.js";

// Words in the corner go away by themselves, but not while they are read or hold the keyboard.

behave("toast", (toast) => {
  let timer = 0;
  const leave = () => (timer = setTimeout(() => toast.remove(), 8000));
  const stay = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", leave);
  toast.addEventListener("focusout", leave);
  if (toast.closest(".toasts")) leave();
});
