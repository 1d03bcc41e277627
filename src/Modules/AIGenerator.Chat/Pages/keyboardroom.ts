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
