import { behave } from "../registry.js";
import { words } from "../words.js";

// How many characters may still be typed: said when the end is near, so that it does not nag.

behave("counter", (box) => {
  const most = Number(box.getAttribute("maxlength"));
  const line = document.getElementById(`${box.id}_counter`);
  if (!most || !line) return;
  const first = line.textContent;
  box.removeAttribute("maxlength"); // a pasted text is kept whole and said to be too long, never cut
  const count = () => {
    const left = most - [...box.value].length;
    line.textContent = left < 0 ? words.over(-left) : left < most / 4 ? words.left(left) : first;
    line.toggleAttribute("data-over", left < 0);
  };
  box.addEventListener("input", count);
  count();
});
