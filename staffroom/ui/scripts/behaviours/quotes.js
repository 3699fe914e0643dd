import { behave } from "../registry.js";

// «Цитировать» puts the chosen words of a post (or all of them) into the answer at the foot of the page.
// Without scripts the same link opens the page again with the quotation in the form.

const MOST = 1200;

function chosenIn(prose) {
  const chosen = getSelection();
  const isInside = chosen && !chosen.isCollapsed && prose.contains(chosen.anchorNode) && prose.contains(chosen.focusNode);
  return isInside ? chosen.toString().trim() : "";
}

function wholeOf(prose) {
  const blocks = [...prose.children].filter((block) => !block.matches("blockquote, figure"));
  const said = blocks.map((block) => block.innerText.trim()).filter(Boolean).join("\n");
  return said.length > MOST ? `${said.slice(0, MOST).replace(/\s+\S*$/, "")}…` : said;
}

const escaped = (line) => line.replace(/[&<>]/g, (sign) => `&#${sign.codePointAt(0)};`);
const quotation = (lines) => `<blockquote>${lines.map((line) => `<p>${escaped(line)}</p>`).join("")}</blockquote><p></p>`;

function put(form, lines) {
  const field = form.querySelector("textarea[name=body_html]");
  const textarea = form.querySelector("textarea[data-html-name=body_html]");
  const area = form.querySelector(".editor-text");
  if (!area && textarea.value.trim()) {
    // typed by hand where the editor has not come
    textarea.value = `${textarea.value.trimEnd()}\n\n${lines.map((line) => `> ${line}`).join("\n")}\n\n`;
    textarea.focus();
    return;
  }
  field.value += quotation(lines);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (area) {
    area.focus();
    getSelection().selectAllChildren(area);
    getSelection().collapseToEnd();
  } else textarea.focus(); // brings the editor, the cursor stands at the end
}

behave("quotes", (posts) => {
  const linkOf = (event) => event.target.closest?.("a[data-quote]");
  posts.addEventListener("mousedown", (event) => {
    if (linkOf(event)) event.preventDefault(); // else the press would drop what is chosen
  });
  posts.addEventListener("click", (event) => {
    const link = linkOf(event);
    const form = document.getElementById("reply");
    if (!link || !form?.matches("form") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const post = link.closest(".post");
    const prose = post.querySelector(".prose");
    const said = prose && (chosenIn(prose) || wholeOf(prose));
    if (!said) return;
    event.preventDefault();
    const name = post.querySelector(".post-who").firstElementChild.textContent.trim();
    put(form, [`${name}:`, ...said.split(/\n+/).map((line) => line.trim()).filter(Boolean)]);
    form.elements.reply_to.value = post.id.startsWith("c") ? post.id.slice(1) : "";
  });
});
