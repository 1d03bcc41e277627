const yearS = 31_536_000;

/** Changes the theme at once and remembers it; without script the same form reloads the page. */
export function followTheme(): void {
  document.addEventListener("submit", event => {
    const form = event.target as HTMLFormElement;
    if (form.hasAttribute("data-theme-form")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      set((event.submitter as HTMLButtonElement | null)?.value ?? "system");
    }
  }, { capture: true });
  document.addEventListener("ui:theme", event => set((event as CustomEvent<string>).detail));
}

function set(theme: string): void {
  document.documentElement.dataset["theme"] = theme;
  document.cookie = `ag_theme=${theme};path=/;max-age=${yearS};samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
  for (const item of document.querySelectorAll<HTMLElement>("[data-theme-form] [name=theme]")) {
    item.setAttribute("aria-checked", String((item as HTMLButtonElement).value === theme));
  }
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) {
    meta.content = getComputedStyle(document.documentElement).getPropertyValue("--surface-1").trim();
  }
}
