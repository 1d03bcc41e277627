/** A formula as one would type it. */
function sourceOf(math: HTMLElement): string {
  const tex = math.dataset["tex"] ?? math.textContent;
  return math.classList.contains("math-display") ? `$$${tex}$$` : `$${tex}$`;
}

/** Puts the TeX in place of drawn formulas and takes away what is not the answer's own text. */
function simplify(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>(".math").forEach(math => math.replaceChildren(sourceOf(math)));
  root.querySelectorAll(".code-tools, .math-tools, .footnote-back").forEach(tools => tools.remove());
}

/** The text as a person would select it. Only what is laid out has lines, so the copy is laid out for a moment, outside of view. */
function textOf(nodes: Node): string {
  const place = document.createElement("div");
  place.className = "prose sr-only";
  place.append(nodes);
  simplify(place);
  document.body.append(place);
  const text = place.innerText.trim();
  place.remove();
  return text;
}

/** The words of an answer without the page's own, formulas as TeX. */
export function plainText(answer: HTMLElement): string {
  return textOf(answer.cloneNode(true));
}

// A selection over drawn formulas would copy each of them twice, as glyphs and as MathML.
document.addEventListener("copy", event => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || event.defaultPrevented) {
    return;
  }
  const fragment = selection.getRangeAt(0).cloneContents();
  if (fragment.querySelector(".math .katex")) {
    const html = document.createElement("div");
    html.append(fragment.cloneNode(true));
    simplify(html);
    event.clipboardData?.setData("text/html", html.innerHTML);
    event.clipboardData?.setData("text/plain", textOf(fragment));
    event.preventDefault();
  }
});
