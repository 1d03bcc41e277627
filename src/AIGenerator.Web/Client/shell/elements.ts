import { elements } from "virtual:elements";

const asked = new Set<string>();

const load = (root: ParentNode): void => {
  for (const element of root.querySelectorAll(":not(:defined)")) {
    const tag = element.localName;
    const get = elements[tag];
    if (get && !asked.has(tag) && !element.closest("dialog:not([open])")) {
      asked.add(tag);
      void get();
    }
  }
};

/** Imports the code of a custom element when its tag first appears, now or later; of one in a dialog, when that opens. */
export function loadElements(): void {
  load(document);
  new MutationObserver(changes => {
    if (changes.some(change => change.type === "attributes" || change.addedNodes.length > 0)) {
      load(document);
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["open"] });
}
