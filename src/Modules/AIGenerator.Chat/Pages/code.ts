import { copyText } from "./copy";

/** Gives every finished code block its language label and copy button, and its colours once the highlighter is here. */
export function dressCode(root: ParentNode, texts: { copy: string; copied: string; code: string }): void {
  for (const code of root.querySelectorAll<HTMLElement>("pre > code")) {
    const pre = code.parentElement as HTMLPreElement;
    if (pre.closest("figure.answer-code") || pre.closest("[data-part=tail]")) {
      continue;
    }
    const language = /language-([\w+#.-]+)/.exec(code.className)?.[1]?.toLowerCase() ?? "";
    frame(pre, code, language, texts);
    if (language) {
      void import("./colours").then(({ colour }) => colour(code, language));
    }
  }
}

function frame(pre: HTMLPreElement, code: HTMLElement, language: string, texts: { copy: string; copied: string; code: string }): void {
  const figure = document.createElement("figure");
  figure.className = "answer-code";
  const caption = document.createElement("figcaption");
  const label = document.createElement("span");
  label.textContent = language || texts.code;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "code-copy";
  button.textContent = texts.copy;
  button.addEventListener("click", () => void copyText(code.textContent).then(isDone => {
    button.textContent = isDone ? texts.copied : texts.copy;
    setTimeout(() => { button.textContent = texts.copy; }, 2000);
  }));
  caption.append(label, button);
  pre.replaceWith(figure);
  figure.append(caption, pre);
  // Long lines scroll sideways: the keyboard has to reach them too.
  pre.tabIndex = 0;
  pre.setAttribute("role", "region");
  pre.setAttribute("aria-label", `${texts.code}${language ? `: ${language}` : ""}`);
}
