import type { PromptComposer } from "../Composer/composer";

/** Puts the focus where the page begins, unless somebody has taken it elsewhere (the search, a menu, a button) while its code was on the way. */
export function takeFocus(wanted: HTMLElement | null, composer: PromptComposer, signal: AbortSignal): void {
  const take = (): void => {
    const at = document.activeElement;
    if (at && at !== document.body && at.id !== "content") {
      return;
    }
    if (wanted) {
      wanted.focus({ preventScroll: true });
    } else if (!matchMedia("(pointer: coarse)").matches) {
      composer.focusField();
    }
  };
  if (document.documentElement.hasAttribute("data-visiting")) {
    // Turbo is about to give the focus back to the sidebar, which it keeps, and the shell then to the beginning of the page.
    document.addEventListener("turbo:load", take, { once: true, signal });
  } else {
    take();
  }
}
