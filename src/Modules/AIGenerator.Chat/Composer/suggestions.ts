/** As many as a phone shows at once: more would have to be scrolled, which the keyboard's way through the list has no need of. */
export const mostSuggestions = 8;

/** One line of the list: what it is called, what it does, and what happens when it is taken. */
export interface Suggestion { readonly name: string; readonly about?: string; take(): void }

/** What fits the text before the caret: the suggestions, and where the words begin that they take the place of. */
export interface Found { readonly at: number; readonly options: readonly Suggestion[] }

/** Looks at the text before the caret and at what follows it; null where it has nothing to say. */
export type Source = (before: string, after: string) => Found | null;

/**
 * The list that opens at a sign in the field: filtered by what is typed after it, walked with the arrows, taken with Enter or Tab. The field
 * stays a text field (a textarea may have no other role); it names the list and its active option, and how many there are is said.
 */
export class Suggestions {
  #found: Found | null = null;
  #active = 0;

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly list: HTMLElement,
    private readonly sources: readonly Source[],
    private readonly say: (count: number | null) => void,
    signal: AbortSignal,
  ) {
    field.addEventListener("input", () => this.look(), { signal });
    // Before the field's own keys: an Enter that takes a name must not send the message.
    field.addEventListener("keydown", event => this.#press(event), { signal, capture: true });
    field.addEventListener("blur", () => this.#close(), { signal });
    field.addEventListener("click", () => this.look(), { signal });
    // The field keeps the focus while the pointer chooses.
    list.addEventListener("pointerdown", event => event.preventDefault(), { signal });
    list.addEventListener("mousedown", event => event.preventDefault(), { signal });
    list.addEventListener("click", event => {
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null;
      if (option) {
        this.#take([...list.children].indexOf(option));
      }
    }, { signal });
  }

  /** Opens, narrows or closes the list by what stands before the caret. */
  look(): void {
    const { selectionStart: caret, selectionEnd: end, value } = this.field;
    this.#found = null;
    for (const source of caret === end ? this.sources : []) {
      this.#found ??= source(value.slice(0, caret), value.slice(caret));
    }
    this.#active = 0;
    if (this.#found && this.#found.options.length > 0) {
      this.#draw(this.#found.options);
      this.say(this.#found.options.length);
    } else {
      this.#close();
    }
  }

  #press(event: KeyboardEvent): void {
    if (this.list.hidden || !this.#found || event.isComposing) {
      return;
    }
    const count = this.#found.options.length;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      this.#active = (this.#active + step + count) % count;
      this.#mark();
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      this.#take(this.#active);
    } else if (event.key === "Escape") {
      this.#close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #take(index: number): void {
    const option = this.#found?.options[index];
    if (this.#found && option) {
      this.field.setRangeText("", this.#found.at, this.field.selectionStart, "end");
      this.#close();
      option.take();
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  #draw(options: readonly Suggestion[]): void {
    this.list.replaceChildren(...options.map(({ name, about }, index) => {
      const option = document.createElement("li");
      option.id = `suggestion-${index}`;
      option.setAttribute("role", "option");
      option.textContent = name;
      if (about) {
        const beside = document.createElement("span");
        beside.textContent = about;
        option.append(" ", beside);
      }
      return option;
    }));
    this.list.hidden = false;
    this.#mark();
  }

  #mark(): void {
    [...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === this.#active));
      if (index === this.#active) {
        option.scrollIntoView({ block: "nearest" });
      }
    });
    this.field.setAttribute("aria-activedescendant", `suggestion-${this.#active}`);
  }

  #close(): void {
    this.#found = null;
    if (!this.list.hidden) {
      this.list.hidden = true;
      this.list.replaceChildren();
      this.field.removeAttribute("aria-activedescendant");
      this.say(null);
    }
  }
}
