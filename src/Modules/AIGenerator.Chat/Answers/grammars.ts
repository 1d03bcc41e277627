import type { LanguageFn } from "highlight.js";

type Loader = () => Promise<{ default: LanguageFn }>;

/** The grammars, each loaded with the first block of its language. */
const loaders: Readonly<Record<string, Loader>> = {
  bash: () => import("highlight.js/lib/languages/bash"),
  cpp: () => import("highlight.js/lib/languages/cpp"),
  csharp: () => import("highlight.js/lib/languages/csharp"),
  css: () => import("highlight.js/lib/languages/css"),
  diff: () => import("highlight.js/lib/languages/diff"),
  dockerfile: () => import("highlight.js/lib/languages/dockerfile"),
  go: () => import("highlight.js/lib/languages/go"),
  graphql: () => import("highlight.js/lib/languages/graphql"),
  ini: () => import("highlight.js/lib/languages/ini"),
  java: () => import("highlight.js/lib/languages/java"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  kotlin: () => import("highlight.js/lib/languages/kotlin"),
  latex: () => import("highlight.js/lib/languages/latex"),
  lua: () => import("highlight.js/lib/languages/lua"),
  makefile: () => import("highlight.js/lib/languages/makefile"),
  markdown: () => import("highlight.js/lib/languages/markdown"),
  nginx: () => import("highlight.js/lib/languages/nginx"),
  php: () => import("highlight.js/lib/languages/php"),
  powershell: () => import("highlight.js/lib/languages/powershell"),
  python: () => import("highlight.js/lib/languages/python"),
  r: () => import("highlight.js/lib/languages/r"),
  ruby: () => import("highlight.js/lib/languages/ruby"),
  rust: () => import("highlight.js/lib/languages/rust"),
  scss: () => import("highlight.js/lib/languages/scss"),
  sql: () => import("highlight.js/lib/languages/sql"),
  swift: () => import("highlight.js/lib/languages/swift"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  xml: () => import("highlight.js/lib/languages/xml"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
};

const others: Readonly<Record<string, string>> = {
  "c": "cpp", "c#": "csharp", "c++": "cpp", "console": "bash", "cs": "csharp", "cshtml": "xml", "docker": "dockerfile", "golang": "go", "h": "cpp", "hpp": "cpp",
  "htm": "xml", "html": "xml", "js": "javascript", "json5": "json", "jsonc": "json", "jsx": "javascript", "kt": "kotlin", "make": "makefile", "md": "markdown",
  "mjs": "javascript", "patch": "diff", "postgresql": "sql", "ps1": "powershell", "py": "python", "python3": "python", "razor": "xml", "rb": "ruby", "rs": "rust",
  "sass": "scss", "sh": "bash", "shell": "bash", "svelte": "xml", "svg": "xml", "tex": "latex", "toml": "ini", "ts": "typescript", "tsx": "typescript", "vue": "xml",
  "yml": "yaml", "zsh": "bash",
};

/** Grammars that stand within others. */
const inner: Readonly<Record<string, readonly string[]>> = { markdown: ["xml"], php: ["xml"], xml: ["css", "javascript"] };

/** The grammars needed for a language, by name, its own first; empty where there is none. */
export async function grammarsOf(language: string): Promise<[string, LanguageFn][]> {
  const name = others[language] ?? language;
  const wanted = Object.hasOwn(loaders, name) ? [name, ...inner[name] ?? []] : [];
  return Promise.all(wanted.map(async each => [each, (await loaders[each]!()).default] as [string, LanguageFn]));
}
