const actionsOnly = ">";
const modelsOnly = "@";
const pauseMs = 150;

/**
 * Search and commands: Ctrl/Cmd+K. Filters what the server listed; the focus stays in the field, arrows move the choice. A group that searches
 * for itself hears `ui:palette-asked` on the document (`{ text, signal }`, text empty when the palette opens), changes its options, marks those
 * it found with `data-answers="{text}"`, which the palette then shows unfiltered, and raises `ui:palette-answered`.
 */
export class CommandPalette extends HTMLElement {
  #abort: AbortController | undefined;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get #dialog(): HTMLDialogElement { return this.querySelector("dialog")!; }
  get #field(): HTMLInputElement { return this.querySelector("input")!; }

  connectedCallback(): void {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    document.addEventListener("ui:palette", () => this.open(), { signal });
    this.#field.addEventListener("input", () => { this.#filter(); this.#ask(pauseMs); }, { signal });
    this.addEventListener("ui:palette-answered", () => this.#filter(true), { signal });
    this.#field.addEventListener("keydown", event => this.#steer(event), { signal });
    this.addEventListener("click", event => {
      const item = (event.target as Element).closest<HTMLAnchorElement>("[role=option]");
      if (item) {
        this.#run(item, event);
      }
    }, { signal });
    this.addEventListener("pointermove", event => {
      const item = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (item && item.getAttribute("aria-selected") !== "true") {
        this.#choose(item);
      }
    }, { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  /** Opens with an empty field; a second call closes. */
  open(): void {
    if (this.#dialog.open) {
      this.#dialog.close();
      return;
    }
    this.#field.value = "";
    this.#dialog.showModal();
    this.#filter();
    this.#ask(0);
  }

  #ask(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const text = this.#field.value.trim();
    if (!text.startsWith(actionsOnly) && !text.startsWith(modelsOnly)) {
      const { signal } = this.#asking = new AbortController();
      this.#timer = setTimeout(() => document.dispatchEvent(new CustomEvent("ui:palette-asked", { detail: { text, signal } })), afterMs);
    }
  }

  #filter(keepsChoice = false): void {
    const typed = this.#field.value.trimStart();
    const group = typed.startsWith(actionsOnly) ? "actions" : typed.startsWith(modelsOnly) ? "models" : undefined;
    const words = (group ? typed.slice(1) : typed).toLowerCase().split(/\s+/).filter(Boolean);
    for (const section of this.querySelectorAll<HTMLElement>("[data-group]")) {
      const isWanted = group ? section.dataset["group"] === group : section.dataset["group"] !== "models" || words.length > 0;
      let count = 0;
      for (const item of section.querySelectorAll<HTMLElement>("[role=option]")) {
        const isShown = isWanted && (item.dataset["answers"] === typed.trim() || words.every(word => matches(item.textContent ?? "", word)));
        item.hidden = !isShown;
        count += isShown ? 1 : 0;
      }
      section.hidden = count === 0;
    }
    const shown = this.#shown();
    this.querySelector<HTMLElement>(".palette-none")!.hidden = shown.length > 0;
    const status = this.querySelector<HTMLElement>("[data-count]")!;
    status.textContent = `${status.dataset["count"]} ${shown.length}`;
    this.#choose((keepsChoice ? shown.find(item => item.getAttribute("aria-selected") === "true") : undefined) ?? shown[0]);
  }

  #shown(): HTMLAnchorElement[] {
    return [...this.querySelectorAll<HTMLAnchorElement>("[role=option]:not([hidden])")].filter(item => !item.closest("[hidden]"));
  }

  #choose(item: HTMLElement | undefined): void {
    this.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    item?.setAttribute("aria-selected", "true");
    this.#field.setAttribute("aria-activedescendant", item?.id ?? "");
  }

  #steer(event: KeyboardEvent): void {
    const shown = this.#shown();
    const now = shown.findIndex(item => item.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (step !== undefined && (event.key.startsWith("Arrow") || this.#field.value === "")) {
      event.preventDefault();
      const next = shown[(step + shown.length) % shown.length];
      this.#choose(next);
      next?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      shown[now]?.click();
    }
  }

  #run(item: HTMLAnchorElement, event: Event): void {
    const [name, value] = (item.dataset["action"] ?? "").split(":");
    this.#dialog.close();
    if (!name) {
      return;
    }
    event.preventDefault();
    switch (name) {
      case "theme": document.dispatchEvent(new CustomEvent("ui:theme", { detail: value })); break;
      case "language": document.querySelector<HTMLElement>(`#language-menu [value="${value}"]`)?.click(); break;
      case "shortcuts": document.querySelector<HTMLDialogElement>("#shortcuts")?.showModal(); break;
      case "sign-out": document.querySelector<HTMLFormElement>("#sign-out")?.requestSubmit(); break;
    }
  }
}

/** Letters in order, or a plain part: enough to find "nch" in "New chat" and never surprising. */
function matches(text: string, word: string): boolean {
  const lower = text.toLowerCase();
  if (lower.includes(word)) {
    return true;
  }
  if (word.length < 3) {
    return false;
  }
  let at = -1;
  const starts = lower.split(/[\s:.\-/]+/).map(part => part[0] ?? "").join("");
  return starts.includes(word) || [...word].every(letter => (at = lower.indexOf(letter, at + 1)) >= 0) && word.length * 3 >= lower.trim().length;
}

customElements.define("command-palette", CommandPalette);
