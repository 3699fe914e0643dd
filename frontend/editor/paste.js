// What comes from Word and other programs keeps its structure and loses their marks. Styles are read
// as data: they are never parsed as styles, so the policy of the page has nothing to refuse.

import { parsed } from "./trust.js";

const RUBBISH = "style, script, meta, link, title, xml, o\\:p, w\\:sdt > style, .MsoCommentReference";
const RENAMED = { h1: "h2", h5: "h4", h6: "h4" };

const styleOf = (node) => (node.dataset?.style ?? "").toLowerCase();
const says = (style, name, value) => new RegExp(`(^|[;{\\s])${name}:\\s*(${value})`).test(style); // not mso-bidi-…

function rename(node, tag) {
  const made = node.ownerDocument.createElement(tag);
  made.append(...node.childNodes);
  node.replaceWith(made);
  return made;
}

function wrapIn(node, tag) {
  const made = node.ownerDocument.createElement(tag);
  made.append(...node.childNodes);
  node.append(made);
}

function looks(body) {
  for (const node of [...body.querySelectorAll("[data-style]")]) {
    const style = styleOf(node);
    if (/^(b|strong)$/i.test(node.tagName)) {
      if (says(style, "font-weight", "normal|[1-4]00")) rename(node, "span");
      continue;
    }
    if (node.tagName !== "SPAN") continue;
    if (says(style, "font-weight", "bold|[6-9]00")) wrapIn(node, "strong");
    if (says(style, "font-style", "italic")) wrapIn(node, "em");
    if (says(style, "vertical-align", "super")) wrapIn(node, "sup");
    if (says(style, "vertical-align", "sub\\b")) wrapIn(node, "sub");
  }
}

const isItem = (node) => node?.nodeType === 1 && /mso-list:\s*l\d/.test(styleOf(node));

function marker(node) {
  const ignored = [...node.querySelectorAll("[data-style]")].find((one) => /mso-list:\s*ignore/.test(styleOf(one)));
  const sign = (ignored ?? node).textContent.trim();
  ignored?.remove();
  return /^[0-9a-zа-я]{1,4}[.)]/i.test(sign) ? "ol" : "ul";
}

function lists(body) {
  for (const first of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div")]) {
    if (!isItem(first) || !first.isConnected && !body.contains(first)) continue;
    const levels = []; // the open lists, outermost first
    const anchor = body.ownerDocument.createElement("div");
    first.before(anchor);
    let node = first;
    while (isItem(node)) {
      const next = node.nextElementSibling;
      const depth = Math.min(Number(/level(\d)/.exec(styleOf(node))?.[1] ?? 1), levels.length + 1, 6);
      const kind = marker(node);
      levels.length = Math.min(levels.length, depth);
      if (levels.length < depth) {
        const list = body.ownerDocument.createElement(kind);
        if (levels.length) levels.at(-1).lastElementChild.append(list);
        else anchor.append(list);
        levels.push(list);
      }
      const item = body.ownerDocument.createElement("li");
      const line = body.ownerDocument.createElement("p");
      line.append(...node.childNodes);
      item.append(line);
      levels.at(-1).append(item);
      node.remove();
      node = next;
    }
    anchor.replaceWith(...anchor.childNodes);
  }
}

// The policy of the page would refuse (and report) foreign styles and handlers even in a document that is
// never shown: they are made data, or dropped, while it is still a string.
const asData = (html) =>
  html
    .replace(/<!--[^]*?-->/g, "")
    .replace(/<(style|script|xml)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/([\s"'/])style\s*=/gi, "$1data-style=")
    .replace(/([\s"'/])on(?=[a-z]+\s*=)/gi, "$1data-on-");

export function cleanPasted(html) {
  const body = parsed(asData(html));
  for (const node of body.querySelectorAll(RUBBISH)) node.remove();
  lists(body);
  looks(body);
  for (const node of [...body.querySelectorAll("h1, h5, h6")]) rename(node, RENAMED[node.tagName.toLowerCase()]);
  for (const node of [...body.querySelectorAll("p.MsoTitle")]) rename(node, "h2");
  for (const node of [...body.querySelectorAll("p")]) {
    const isBlank = !node.textContent.replaceAll("\u00a0", " ").trim() && !node.querySelector("img");
    if (isBlank && !node.closest("td, th")) node.remove();
  }
  for (const node of body.querySelectorAll("*")) {
    for (const name of [...node.getAttributeNames()]) {
      if (!["href", "src", "alt", "colspan", "rowspan", "start", "data-mention", "data-pm-slice"].includes(name)) {
        node.removeAttribute(name);
      }
    }
  }
  return body.innerHTML;
}
