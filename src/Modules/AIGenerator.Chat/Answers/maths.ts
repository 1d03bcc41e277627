/** Formulas. Loaded only once an answer holds one; see answers.ts. */
import katex from "katex";
import style from "virtual:katex-style";
import "../Client/copying";
import { keepReachable } from "./overflow";

/** The server's own bound; longer ones stay source. */
const longest = 4_000;

const sheet = new CSSStyleSheet();
// Below our own sheets, which have a say in sizes and margins.
sheet.replaceSync(`@layer base {${style}}`);
document.adoptedStyleSheets.push(sheet);

/** Draws formulas in place of their TeX. What cannot be drawn stays as it was written. */
export function draw(places: Iterable<HTMLElement>, parts: HTMLTemplateElement | null, before?: ParentNode): void {
  const drawn = gather(before);
  for (const place of places) {
    const tex = place.textContent;
    const isDisplay = place.classList.contains("math-display");
    place.dataset["tex"] = tex;
    const known = drawn.get(keyOf(tex, isDisplay))?.pop();
    if (known) {
      place.classList.toggle("math-error", known.classList.contains("math-error"));
      place.replaceChildren(...known.childNodes);
    } else {
      drawOne(place, tex, isDisplay);
    }
    const scroller = place.querySelector<HTMLElement>(".math-scroll");
    if (scroller && parts) {
      keepReachable(scroller, parts.dataset["formula"] ?? "");
    }
  }
}

/** Gives finished formulas on lines of their own a button that copies the TeX. */
export function addTools(root: ParentNode, parts: HTMLTemplateElement | null): void {
  const tools = parts?.content.querySelector(".math-tools");
  if (tools) {
    for (const place of root.querySelectorAll<HTMLElement>("div.math[data-tex]:not(.math-error):not(:has(.math-tools))")) {
      place.append(document.importNode(tools, true));
    }
  }
}

function drawOne(place: HTMLElement, tex: string, isDisplay: boolean): void {
  const target = document.createElement("span");
  target.className = isDisplay ? "math-scroll" : "";
  try {
    if (tex.length > longest) {
      throw new RangeError();
    }
    // Into an element, not as HTML: the policy of our pages forbids style attributes in HTML, not styles set one by one.
    katex.render(tex, target, { displayMode: isDisplay, throwOnError: true, trust: false, strict: "ignore", maxSize: 12, maxExpand: 300 });
    place.replaceChildren(target);
  } catch {
    place.classList.add("math-error");
  }
}

function gather(before: ParentNode | undefined): Map<string, HTMLElement[]> {
  const drawn = new Map<string, HTMLElement[]>();
  for (const place of before?.querySelectorAll<HTMLElement>(".math[data-tex]") ?? []) {
    const key = keyOf(place.dataset["tex"] ?? "", place.classList.contains("math-display"));
    drawn.set(key, [...drawn.get(key) ?? [], place]);
  }
  return drawn;
}

function keyOf(tex: string, isDisplay: boolean): string {
  return `${isDisplay ? "d" : "i"}${tex}`;
}
