import { behave } from "../registry.js";

// Light, dark or as the system: at once, without a new page; the cookie is the one the server writes.

const THEMES = ["auto", "light", "dark"];

behave("theme", (group) => {
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=theme]");
    if (!button) return;
    event.preventDefault();
    const root = document.documentElement;
    if (button.value === "auto") delete root.dataset.theme;
    else root.dataset.theme = button.value;
    const now = (document.cookie.match(/(?:^|; )looks=([^;]*)/)?.[1] ?? "0.0.0.0.0").split(".");
    now[0] = String(THEMES.indexOf(button.value));
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `looks=${now.join(".")}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    for (const one of group.querySelectorAll("button")) one.setAttribute("aria-pressed", one === button);
  });
});
