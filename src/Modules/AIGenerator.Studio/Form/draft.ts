/** What was typed and not yet ordered, for each workspace: a reload loses nothing. What decides which fields there are stands in the address. */
export class Draft {
  constructor(private readonly page: HTMLElement) {}

  read(): Record<string, string> {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? "{}") as Record<string, string>;
    } catch {
      return {};
    }
  }

  write(values: Record<string, string>): void {
    if (!this.page.isConnected) {
      return;
    }
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(values));
    } catch {
      // A browser that keeps nothing: then the page keeps it while it is open.
    }
  }

  /** Names the task, the model and the source in the address, without a step in the history. An upload may end when the address is already another page's. */
  address(names: Record<string, string | undefined>): void {
    if (!this.page.isConnected || location.pathname !== this.page.dataset["base"]) {
      return;
    }
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(names)) {
      if (value) {
        url.searchParams.set(name, value);
      } else {
        url.searchParams.delete(name);
      }
    }
    if (url.href !== location.href) {
      history.replaceState(history.state, "", url);
    }
  }

  get #key(): string {
    return `images-${this.page.dataset["workspace"]}`;
  }
}
