// The shape of a text: the same that the site's own cleaning allows, nothing that it would drop.

import { Mark, mergeAttributes } from "@tiptap/core";
import Image from "@tiptap/extension-image";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";
import { mentions } from "./mentions.js";

const OURS = /^\/files\/[0-9a-z]{10}\//;

function small(name, tag, other, key) {
  return Mark.create({
    name,
    excludes: other,
    parseHTML: () => [{ tag }],
    renderHTML: () => [tag, 0],
    addCommands() {
      return { [`toggle_${name}`]: () => ({ commands }) => commands.toggleMark(name) };
    },
    addKeyboardShortcuts() {
      return { [key]: () => this.editor.commands.toggleMark(name) };
    },
  });
}

const OwnImage = Image.extend({
  addAttributes() {
    return { src: {}, alt: { default: "" }, width: {}, height: {} };
  },
  parseHTML() {
    return [{ tag: "img[src]", getAttrs: (node) => (OURS.test(node.getAttribute("src")) ? null : false) }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["img", mergeAttributes(HTMLAttributes)];
  },
  addInputRules: () => [],
});

const OwnTable = Table.extend({
  renderHTML: () => ["table", ["tbody", 0]], // no widths: a style would be refused, and phones are narrow
});

const count = (name) => ({ default: 1, parseHTML: (node) => Math.max(1, Number(node.getAttribute(name)) || 1) });
const spans = () => ({ colspan: count("colspan"), rowspan: count("rowspan"), colwidth: { default: null, rendered: false } });

export const extensions = (options) => [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: "https",
      protocols: ["mailto", "tel"],
      HTMLAttributes: { rel: null, target: null },
    },
    dropcursor: { class: "editor-drop", color: false },
  }),
  small("superscript", "sup", "subscript", "Mod-."),
  small("subscript", "sub", "superscript", "Mod-,"),
  OwnImage,
  OwnTable.configure({ resizable: false }),
  TableRow,
  TableHeader.extend({ addAttributes: spans }),
  TableCell.extend({ addAttributes: spans }),
  mentions(options),
];
