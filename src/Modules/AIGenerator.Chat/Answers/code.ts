import { answerParts } from "./answers";
import { copyText } from "../Client/copy";
import { extensionOf } from "./extensions";
import { keepReachable, reachAgain } from "./overflow";

/** Gives finished code its tools at once and its colours once the highlighter is here. */
export function dressCode(root: ParentNode, parts: HTMLTemplateElement | null): void {
  const tools = parts?.content.querySelector(".code-tools");
  for (const block of root.querySelectorAll<HTMLElement>("figure.code-block:not([data-dressed])")) {
    block.dataset["dressed"] = "";
    const code = block.querySelector("code");
    const name = block.querySelector<HTMLElement>(".code-name");
    if (!code || !name) {
      continue;
    }
    const label = parts?.dataset["code"] ?? "";
    keepReachable(block.querySelector("pre")!, name.textContent ? `${label}: ${name.textContent}` : label);
    name.textContent ||= label;
    if (tools) {
      name.after(document.importNode(tools, true));
    }
    const language = languageOf(code);
    if (language) {
      void import("./colours").then(({ colour }) => colour(code, language));
    }
  }
}

function languageOf(code: HTMLElement): string {
  return /language-([\w+#.-]+)/.exec(code.className)?.[1] ?? "";
}

function wrap(button: HTMLElement, block: HTMLElement): void {
  const isWrapped = block.toggleAttribute("data-wrap");
  button.setAttribute("aria-pressed", String(isWrapped));
  reachAgain(block.querySelector("pre")!);
}

function download(block: HTMLElement, code: HTMLElement): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([code.textContent], { type: "text/plain;charset=utf-8" }));
  link.download = fileName(block, code);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The name that the answer gave: beside the language, or in a comment on the first line. Else one of language and place in the answer. */
function fileName(block: HTMLElement, code: HTMLElement): string {
  const first = code.textContent.slice(0, 200).split("\n", 1)[0] ?? "";
  const commented = /^\s*(?:\/\/|#|--|;|\/\*|<!--)\s*(?:file(?:name)?:\s*)?(?:[\w.-]+\/)*([A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.[A-Za-z]\w{0,9})\s*(?:\*\/|-->)?\s*$/i.exec(first)?.[1];
  const all = [...block.closest(".prose")?.querySelectorAll(".code-block") ?? [block]];
  return block.dataset["file"] ?? commented ?? extensionOf(languageOf(code), all.indexOf(block) + 1);
}

async function copy(button: HTMLElement, text: string): Promise<void> {
  if (await copyText(text)) {
    button.toggleAttribute("data-done", true);
    const status = button.parentElement?.querySelector('[role="status"]');
    if (status) {
      status.textContent = answerParts()?.dataset["copied"] ?? "";
    }
    setTimeout(() => {
      button.removeAttribute("data-done");
      status?.replaceChildren();
    }, 2000);
  }
}

// One listener for all blocks: what Turbo brings back from its cache has lost its own.
document.addEventListener("click", event => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-code-do]") : null;
  const block = button?.closest<HTMLElement>(".code-block");
  const code = block?.querySelector<HTMLElement>("code");
  if (button?.dataset["codeDo"] === "tex") {
    void copy(button, button.closest<HTMLElement>(".math")?.dataset["tex"] ?? "");
  } else if (button && block && code) {
    switch (button.dataset["codeDo"]) {
      case "wrap": wrap(button, block); break;
      case "download": download(block, code); break;
      case "copy": void copy(button, code.textContent); break;
    }
  }
});
