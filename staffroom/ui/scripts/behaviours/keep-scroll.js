import { behave } from "../registry.js";
import { keep, passing, read } from "../store.js";

// A form that comes back to the same page leaves the reader where they were.

const KEY = "scroll";

behave("keep-scroll", (form) => {
  form.addEventListener("submit", () => {
    keep(passing, KEY, [location.pathname, scrollY]);
  });
});

export function returnScroll() {
  const [path, y] = read(passing, KEY) ?? [];
  keep(passing, KEY, null);
  if (path === location.pathname && !location.hash) scrollTo({ top: y, behavior: "instant" });
}
