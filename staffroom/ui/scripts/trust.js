// The one Trusted Types policy of the site. htmx puts answers of our own server into the page through
// it (htmx asks no other: mode same-origin, and the policy of the page allows no other connection).
// No script ever comes in a part, so asking for one is refused.

const rules = {
  createHTML: (html) => html.replace(/<script\b[^]*?<\/script\s*>/gi, ""),
  createScript: () => {
    throw new TypeError("A part of a page carries no scripts");
  },
};

export const policy = globalThis.trustedTypes?.createPolicy("staffroom", rules) ?? rules;

function refuse() {
  throw new TypeError("Attributes carry no code here");
}

htmx.registerExtension("staffroom", { init: (inner) => inner.initSecurity(policy, refuse, refuse) });
