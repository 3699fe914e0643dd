// Bundles the editor: `npm ci && npm run build`. The result is committed, a test builds it again and
// compares. `--out=DIR` writes elsewhere.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = process.argv.find((word) => word.startsWith("--out="))?.slice(6) ?? `${here}../staffroom/ui/static/ui/editor`;

// ProseMirror makes a Trusted Types policy of its own for pasted HTML; the site has one named policy,
// which the editor is handed when it starts.
const ownPolicy = {
  name: "own-policy",
  setup(build) {
    build.onLoad({ filter: /prosemirror-view\/dist\/index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const found = /function maybeWrapTrusted\(html\) \{[^]*?\n\}/;
      if (!found.test(source)) throw new Error("prosemirror-view has changed: look at maybeWrapTrusted again");
      const contents = `import { trusted } from ${JSON.stringify(`${here}editor/trust.js`)};\n${source.replace(
        found,
        "function maybeWrapTrusted(html) { return trusted(html); }",
      )}`;
      return { contents, loader: "js" };
    });
  },
};

const common = { bundle: true, minify: true, legalComments: "none", charset: "utf8", target: ["chrome109", "firefox115", "safari16"] };

await esbuild.build({
  ...common,
  entryPoints: [`${here}editor/main.js`],
  outfile: `${out}/editor.js`,
  format: "esm",
  plugins: [ownPolicy],
});
await esbuild.build({ ...common, entryPoints: [`${here}editor/editor.css`], outfile: `${out}/editor.css` });
