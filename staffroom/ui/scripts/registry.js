// Behaviours: `data-behaviour="menu draft"` on an element asks for them by name. An element gets each
// of its behaviours once, also when htmx or another behaviour brings it later.

const behaviours = new Map();
const attached = new WeakMap();

export function behave(name, attach) {
  behaviours.set(name, attach);
}

function attachTo(element) {
  const known = attached.get(element) ?? new Set();
  attached.set(element, known);
  for (const name of element.dataset.behaviour.split(/\s+/)) {
    if (behaviours.has(name) && !known.has(name)) {
      known.add(name);
      behaviours.get(name)(element);
    }
  }
}

export function attachAll(root) {
  if (root.matches?.("[data-behaviour]")) attachTo(root);
  for (const element of root.querySelectorAll?.("[data-behaviour]") ?? []) attachTo(element);
}

export function start() {
  attachAll(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node.nodeType === 1) attachAll(node);
    }
  }).observe(document.body, { childList: true, subtree: true });
}
