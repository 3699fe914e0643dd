import { say } from "../say.js";
import { words } from "../words.js";

// The line is gone, or an answer did not come: say so, and what is kept.

let told = null;

function offline() {
  told ??= say(words.offline, "warn", true);
}

export function watchLine() {
  addEventListener("offline", offline);
  addEventListener("online", () => {
    told?.remove();
    told = null;
  });
  document.addEventListener("htmx:error", () => (navigator.onLine ? say(words.failed, "bad") : offline()));
}
