const key = "ag.language-place";

interface Place { path: string; y: number }

/** The same page in another language, at the same height: the switch loads the whole document, so the place waits in the session's storage. */
export function keepPlaceOverLanguages(): void {
  document.addEventListener("submit", event => {
    if ((event.target as HTMLFormElement).getAttribute("action") === "/preferences/language") {
      sessionStorage.setItem(key, JSON.stringify({ path: withoutLanguage(), y: scrollY } satisfies Place));
    }
  }, { capture: true });

  const kept = sessionStorage.getItem(key);
  if (kept) {
    sessionStorage.removeItem(key);
    const { path, y } = JSON.parse(kept) as Place;
    if (path === withoutLanguage()) {
      scrollTo({ top: y, behavior: "instant" });
    }
  }
}

const withoutLanguage = (): string => location.pathname.replace(/^\/[a-z]{2}(?=\/|$)/, "");
