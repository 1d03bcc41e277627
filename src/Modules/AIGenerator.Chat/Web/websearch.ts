const key = "ag-web-search";

/** Whether the next message is answered from a search of the web; the tab remembers it until it is switched off. */
export const webSearch = {
  get isOn(): boolean { return sessionStorage.getItem(key) === "1"; },
  set isOn(value: boolean) {
    if (value) {
      sessionStorage.setItem(key, "1");
    } else {
      sessionStorage.removeItem(key);
    }
  },
};

/** What a request says of it. Without the button on the page nobody may search. */
export function webOf(composer: ParentNode): { web?: true } {
  return webSearch.isOn && composer.querySelector('[data-part="web"]') ? { web: true } : {};
}

/** Lets the button of a composer switch it; changed hears of it, for the price is another one then. */
export function followWeb(composer: ParentNode, changed: () => void, signal: AbortSignal): void {
  const button = composer.querySelector<HTMLButtonElement>('[data-part="web"]');
  const show = (): void => button?.setAttribute("aria-pressed", String(webSearch.isOn));
  show();
  button?.addEventListener("click", () => { webSearch.isOn = !webSearch.isOn; show(); changed(); }, { signal });
}
