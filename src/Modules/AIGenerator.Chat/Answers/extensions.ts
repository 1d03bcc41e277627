/** What files of a language are called; languages whose name is their ending are not listed. */
const endings: Readonly<Record<string, string>> = {
  bash: "sh", batch: "bat", "c#": "cs", "c++": "cpp", csharp: "cs", "f#": "fs", fsharp: "fs", golang: "go", haskell: "hs", javascript: "js", julia: "jl",
  jsonc: "json", kotlin: "kt", latex: "tex", markdown: "md", mermaid: "mmd", perl: "pl", plaintext: "txt", powershell: "ps1", python: "py", python3: "py",
  ruby: "rb", rust: "rs", shell: "sh", text: "txt", typescript: "ts", yml: "yaml", zsh: "sh",
};

/** Files that go by a name of their own. */
const names: Readonly<Record<string, string>> = { dockerfile: "Dockerfile", makefile: "Makefile" };

/** A file name for the nth block of an answer. */
export function extensionOf(language: string, number: number): string {
  const ending = endings[language] ?? (/^[a-z][a-z0-9]{0,9}$/.test(language) ? language : "txt");
  return names[language] ?? `code-${number}.${ending}`;
}
