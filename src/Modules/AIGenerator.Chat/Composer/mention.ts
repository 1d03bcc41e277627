import type { ModelPicker, PickedModel } from "../Picker/picker";

const mostOptions = 8;

/**
 * The list of models that opens at an @ at a word's start: filtered by what is typed after it, walked with the arrows, taken with Enter or Tab. The
 * field stays a text field (a textarea may have no other role); it names the list and its active option, and how many there are is said.
 */
export class Mention {
  #at = -1;
  #active = 0;
  #options: PickedModel[] = [];

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly list: HTMLElement,
    private readonly say: (count: number | null) => void,
    private readonly chosen: (model: PickedModel) => void,
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

  get #isOpen(): boolean { return !this.list.hidden; }

  /** Opens, narrows or closes the list by what stands before the caret. */
  look(): void {
    const caret = this.field.selectionStart;
    const found = this.field.selectionEnd === caret ? /(?:^|\s)@((?:[^\s@][^@\n]{0,39})?)$/.exec(this.field.value.slice(0, caret)) : null;
    if (!found) {
      this.#close();
      return;
    }
    this.#at = caret - found[1]!.length - 1;
    this.#options = matching(found[1]!);
    this.#active = 0;
    if (this.#options.length === 0) {
      this.#close();
    } else {
      this.#draw();
      this.say(this.#options.length);
    }
  }

  #press(event: KeyboardEvent): void {
    if (!this.#isOpen || event.isComposing) {
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      this.#active = (this.#active + step + this.#options.length) % this.#options.length;
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
    const model = this.#options[index];
    if (model) {
      this.field.setRangeText("", this.#at, this.field.selectionStart, "end");
      this.#close();
      this.chosen(model);
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  #draw(): void {
    this.list.replaceChildren(...this.#options.map((model, index) => {
      const option = document.createElement("li");
      option.id = `mention-${index}`;
      option.setAttribute("role", "option");
      option.textContent = model.name;
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
    this.field.setAttribute("aria-activedescendant", `mention-${this.#active}`);
  }

  #close(): void {
    if (this.#isOpen) {
      this.list.hidden = true;
      this.list.replaceChildren();
      this.field.removeAttribute("aria-activedescendant");
      this.say(null);
    }
  }
}

/** Those that can answer, as the picker says; names that begin with what is typed come first. */
function matching(typed: string): PickedModel[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const models = document.querySelector<ModelPicker>("model-picker")?.models ?? [];
  const fits = models.filter(model => words.every(word => model.name.toLocaleLowerCase().includes(word) || model.id.includes(word)));
  const begins = (model: PickedModel): number => Number(!model.name.toLocaleLowerCase().startsWith(words[0] ?? ""));
  return fits.sort((a, b) => begins(a) - begins(b)).slice(0, mostOptions);
}
