// Bundles the browser side of every project into wwwroot/assets. Run by the MSBuild target; by hand: `npm run build` (or `npm run watch`).
//
// app.js      one small entry: navigation and the shell; imports an element's chunk when its tag appears. A folder's elements travel together:
//             each request costs a phone more than the few hundred bytes it brings.
// app.css     the design system, and each module's shell.css: what its parts of the shell need on every page
// print.js    what exported pages run when they are printed
// {module}.css  each module's other sheets, linked by <PageMeta Style="module">
// *.ts whose name has a dash define the element of that name; all others are imported by them.
import { build, context } from "esbuild";
import { mkdir, readdir, rm, writeFile, readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompress, gzip, constants } from "node:zlib";
import { promisify } from "node:util";

const web = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const src = resolve(web, "..");
const out = join(web, "wwwroot", "assets");

const skipped = new Set(["node_modules", "wwwroot", "bin", "obj"]);
const find = async (folder, extension) => {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(entries.map(entry =>
    entry.isDirectory() ? (skipped.has(entry.name) ? [] : find(join(folder, entry.name), extension))
      : entry.name.endsWith(extension) && !entry.name.endsWith(".d.ts") ? [join(folder, entry.name)] : []));
  return found.flat().sort();
};

const modules = async () => (await readdir(join(src, "Modules"), { withFileTypes: true }))
  .filter(entry => entry.isDirectory()).map(entry => join(src, "Modules", entry.name));

/** The files of custom elements, by tag. */
const elementsIn = async folders => {
  const files = (await Promise.all(folders.map(folder => find(folder, ".ts")))).flat();
  const tags = new Map();
  for (const file of files.filter(file => basename(file).includes("-"))) {
    const tag = basename(file, ".ts");
    if (tags.has(tag)) {
      throw new Error(`Two files define <${tag}>: ${tags.get(tag)} and ${file}`);
    }
    tags.set(tag, file);
  }
  return tags;
};

const importAll = files => files.map(file => `import ${JSON.stringify(file)};`).join("\n");

const isOfShell = file => basename(file) === "shell.css";

const imports = (files, from) => files.map(file => `@import ${JSON.stringify("./" + relative(from, file))};`).join("\n");

const generated = {
  name: "generated",
  setup(plugin) {
    plugin.onResolve({ filter: /^virtual:/ }, args => ({ path: args.path, namespace: "generated" }));
    plugin.onLoad({ filter: /^virtual:elements$/, namespace: "generated" }, async () => ({
      contents: "export const elements = {\n" + [...await elementsIn([join(src, "AIGenerator.Ui"), join(web, "Client"), ...await modules()])].map(([tag, file]) =>
        `  ${JSON.stringify(tag)}: () => import(${JSON.stringify(`virtual:room:${relative(src, dirname(file))}`)}),`).join("\n") + "\n};",
      resolveDir: web,
    }));
    plugin.onLoad({ filter: /^virtual:room:/, namespace: "generated" }, async args => {
      const folder = join(src, args.path.slice("virtual:room:".length));
      const files = [...(await elementsIn([folder])).values()].filter(file => dirname(file) === folder);
      return { contents: importAll(files), resolveDir: web };
    });
    plugin.onLoad({ filter: /^virtual:style:/, namespace: "generated" }, async args => {
      const folder = args.path.slice("virtual:style:".length);
      const first = folder.endsWith("AIGenerator.Ui") ? [join(folder, "Styles", "layers.css")] : [];
      const isSystem = folder.endsWith("AIGenerator.Ui");
      const shared = isSystem ? (await Promise.all((await modules()).map(module => find(module, ".css")))).flat().filter(isOfShell) : [];
      const own = isSystem ? await find(join(web, "Components"), ".css") : (await find(folder, ".css")).filter(file => !isOfShell(file));
      const rest = [...isSystem ? await find(folder, ".css") : [], ...shared, ...own].filter(file => !first.includes(file));
      return { contents: imports([...first, ...rest], folder), loader: "css", resolveDir: folder };
    });
  },
};

// Turbo puts a style element for its progress bar into every page, which our Content-Security-Policy refuses (and reports). The shell draws
// its own line, so the installation is cut out here.
const quietTurbo = {
  name: "quiet-turbo",
  setup(plugin) {
    plugin.onLoad({ filter: /@hotwired[\\/]turbo[\\/]dist[\\/].*\.js$/ }, async args => {
      const source = await readFile(args.path, "utf8");
      const call = "this.installStylesheetElement();";
      if (!source.includes(call)) {
        throw new Error("Turbo no longer installs its progress bar the way build.mjs knows.");
      }
      return { contents: source.replaceAll(call, "") };
    });
  },
};

// KaTeX's sheet is needed only beside formulas, so it travels in their chunk and is adopted there; its fonts stay files, in the one format that
// all our browsers read.
const katexStyle = {
  name: "katex-style",
  setup(plugin) {
    plugin.onResolve({ filter: /^virtual:katex-style$/ }, args => ({ path: args.path, namespace: "katex-style" }));
    plugin.onLoad({ filter: /.*/, namespace: "katex-style" }, async () => {
      const folder = join(web, "node_modules", "katex", "dist");
      const sheet = (await readFile(join(folder, "katex.min.css"), "utf8")).replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)/g, "");
      const parts = sheet.split(/url\((fonts\/[^)]+\.woff2)\)/);
      if (parts.length < 3 || /\.(woff|ttf)\)/.test(sheet)) {
        throw new Error("KaTeX's sheet names its fonts in a way that build.mjs does not know.");
      }
      const files = parts.filter((_, at) => at % 2 === 1);
      return {
        contents: files.map((file, at) => `import f${at} from ${JSON.stringify("./" + file)};`).join("\n")
          + `\nexport default ${parts.map((part, at) => at % 2 === 0 ? JSON.stringify(part) : `"url(" + f${(at - 1) / 2} + ")"`).join(" + ")};`,
        resolveDir: folder,
      };
    });
  },
};

const options = async () => ({
  entryPoints: [
    { in: join(web, "Client", "app.ts"), out: "app" },
    { in: `virtual:style:${join(src, "AIGenerator.Ui")}`, out: "app" },
    ...(await Promise.all((await modules()).map(async folder => (await find(folder, ".css")).some(file => !isOfShell(file))
      ? [{ in: `virtual:style:${folder}`, out: basename(folder).replace("AIGenerator.", "").toLowerCase() }] : []))).flat(),
  ],
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
  minify: true,
  metafile: true,
  legalComments: "none",
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[name]-[hash]",
  assetNames: "[name]-[hash]",
  publicPath: "/assets",
  loader: { ".woff2": "file" },
  nodePaths: [join(web, "node_modules")],
  tsconfig: join(web, "tsconfig.json"),
  plugins: [katexStyle, generated, quietTurbo],
  logLevel: "warning",
});

/** What printed pages bring along is one file with its fonts inside: they are read where there is no server. */
const printed = async () => ({
  ...await options(),
  entryPoints: [{ in: join(src, "Modules", "AIGenerator.Chat", "Export", "print.ts"), out: "print" }],
  splitting: false,
  loader: { ".woff2": "dataurl" },
});

const compress = async file => {
  const bytes = await readFile(file);
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }), promisify(gzip)(bytes, { level: 9 })]);
  await Promise.all([writeFile(file + ".br", br), writeFile(file + ".gz", gz)]);
};

/** The plain name of each file that pages name themselves, and its address. Written last: its time says that the build is whole. */
const finish = async metafile => {
  const manifest = {};
  const files = Object.entries(metafile.outputs).map(([path, output]) => ({ name: basename(path), path: resolve(path), output }));
  for (const { name, output } of files) {
    if (output.entryPoint !== undefined || name.endsWith(".woff2")) {
      manifest[name.replace(/-[A-Z0-9]{8}(?=\.)/, "")] = `/assets/${name}`;
    }
  }
  await Promise.all(files.filter(({ name }) => /\.(js|css)$/.test(name) && !name.startsWith("print-")).map(({ path }) => compress(path)));
  await writeFile(join(out, "manifest.json"), JSON.stringify(manifest, null, 2));
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
if (process.argv.includes("--watch")) {
  const plan = await options();
  const print = (await build(await printed())).metafile;
  plan.plugins.push({ name: "finish", setup: plugin => plugin.onEnd(result => result.errors.length ? undefined : finish({ outputs: { ...result.metafile.outputs, ...print.outputs } })) });
  await (await context(plan)).watch();
} else {
  const [shown, print] = await Promise.all([build(await options()), build(await printed())]);
  await finish({ outputs: { ...shown.metafile.outputs, ...print.metafile.outputs } });
}
