/** Where the keyboard covers the page instead of shrinking it (iOS), the page takes the room that is left. */
export function fitAboveKeyboard(signal: AbortSignal): void {
  visualViewport?.addEventListener("resize", () => {
    const seen = visualViewport?.height ?? innerHeight;
    const isCovered = innerHeight - seen > 80;
    document.documentElement.style.setProperty("--seen", isCovered ? `${seen}px` : "100dvh");
    if (isCovered) {
      scrollTo(0, 0);
    }
  }, { signal });
}

/** Longer than a click takes from its press to its release. */
const clickMs = 300;

/** While the field has the focus, phones lay the page out without the navigation below: every line counts. */
export function noteTyping(field: HTMLElement, signal: AbortSignal): void {
  const { dataset } = document.documentElement;
  let left: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => { delete dataset["typing"]; };
  const begin = (): void => { clearTimeout(left); dataset["typing"] = ""; };
  field.addEventListener("focus", begin, { signal });
  // The press that takes the focus away ends in a click: whatever it aims at must not move before that.
  field.addEventListener("blur", () => { left = setTimeout(end, clickMs); }, { signal });
  // The next page's field may have the focus already when this one's time is up.
  signal.addEventListener("abort", () => { clearTimeout(left); end(); });
  if (document.activeElement === field) {
    begin();
  }
}
