import { behave } from "../registry.js";
import { say } from "../say.js";
import { words } from "../words.js";

// A link that copies its own address.

behave("copy", (link) => {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(new URL(link.getAttribute("href"), location).href);
      say(words.copied);
    } catch {
      say(words.notCopied, "warn");
    }
  });
});
