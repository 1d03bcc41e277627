import { dressCode } from "./code";
import { dressNotes } from "./notes";
import { keepReachable } from "./overflow";

interface Dressing {
  /** Not finished: it will be replaced in a moment, so it gets words and formulas only. */
  readonly isOpen?: boolean;
  /** What stood in its place: formulas already drawn there are taken over. */
  readonly before?: ParentNode;
}

/** The page's words and buttons for answers, written by the server in the reader's language (AnswerParts.razor). */
export function answerParts(): HTMLTemplateElement | null {
  return document.querySelector<HTMLTemplateElement>('template[data-template="answer-parts"]');
}

/** Adds to the server's HTML of an answer what only the browser has: the reader's words, tools, colours, formulas. Each block once. */
export function dress(root: ParentNode, { isOpen = false, before }: Dressing = {}): void {
  const parts = answerParts();
  const words = parts?.dataset ?? {};
  for (const place of root.querySelectorAll<HTMLElement>("[data-word]:empty")) {
    const word = place.dataset["word"] ?? "";
    place.textContent = words[word === "tip" ? "tipWord" : word] ?? word;
  }
  drawFormulas(root, isOpen ? null : parts, before);
  if (isOpen) {
    return;
  }
  dressCode(root, parts);
  dressNotes(root, words["footnote"] ?? "", words["back"] ?? "");
  for (const table of root.querySelectorAll<HTMLElement>(".table-scroll:not([data-scroll])")) {
    keepReachable(table, words["table"] ?? "");
  }
}

let maths: typeof import("./maths") | undefined;

/** The formulas' code is large and loaded with the first one. */
function drawFormulas(root: ParentNode, parts: HTMLTemplateElement | null, before: ParentNode | undefined): void {
  const places = [...root.querySelectorAll<HTMLElement>(".math:not([data-tex])")];
  if (maths) {
    maths.draw(places, parts, before);
    maths.addTools(root, parts);
  } else if (places.length > 0) {
    void import("./maths").then(loaded => {
      maths = loaded;
      maths.draw(places, parts);
      places.forEach(place => loaded.addTools(place.parentNode ?? root, parts));
    });
  }
}
