import { fill, number, part } from "@ui/api";
import type { PickedModel } from "../Picker/picker";

/** Who answers a message, where it is not the chat's own model: several side by side, or one for this message alone. */
export interface Targets { readonly models?: readonly PickedModel[] | undefined; readonly once?: PickedModel | undefined }

/** Who is asked: the chat's own model, another for this message alone, or several. */
export function wishOf(model: string, to: Targets | undefined): object {
  return to?.models ? { models: to.models.map(one => one.id) } : { model, ...(to?.once ? { modelOnce: to.once.id } : {}) };
}

/** What one model of a comparison would cost. */
export interface ModelPart { readonly model: string; readonly expectedCredits: number }

/**
 * The chips above the field: the models of a comparison with their prices, or the one that was named with @. Raises targets-changed.
 */
export class ComposerTargets extends HTMLElement {
  #abort: AbortController | undefined;
  #models: readonly PickedModel[] = [];
  #once: PickedModel | undefined;

  get #chips(): HTMLElement { return part(this, "chips"); }

  /** What is chosen; undefined where the chat's own model answers. */
  get value(): Targets | undefined {
    return this.#models.length > 0 ? { models: this.#models } : this.#once ? { once: this.#once } : undefined;
  }

  /** The models of the comparison; none where there is none. */
  get models(): readonly PickedModel[] { return this.#models; }

  put(targets: Targets | undefined): void {
    this.#models = targets?.models ?? [];
    this.#once = this.#models.length > 0 ? undefined : targets?.once;
    this.#draw();
    this.dispatchEvent(new CustomEvent("targets-changed", { bubbles: true }));
  }

  /** Listens to the field that the chips belong to. */
  attach(field: HTMLTextAreaElement, signal: AbortSignal): void {
    // The list of names and commands comes with the first @ or /.
    const watch = (): void => {
      if (field.value.includes("@") || field.value.startsWith("/")) {
        field.removeEventListener("input", watch);
        heldBack(field, () => this.#suggest(field, signal)).catch((error: unknown) => {
          field.addEventListener("input", watch, { signal });
          throw error;
        });
      }
    };
    field.addEventListener("input", watch, { signal });
    field.addEventListener("keydown", event => {
      if (event.key === "Backspace" && this.#once && field.selectionEnd === 0) {
        event.preventDefault();
        this.put(undefined);
      }
    }, { signal });
  }

  async #suggest(field: HTMLTextAreaElement, signal: AbortSignal): Promise<void> {
    const [{ Suggestions }, { mentions }, { commands }] = await Promise.all([import("./suggestions"), import("./mention"), import("./commands")]);
    const template = this.querySelector<HTMLTemplateElement>('template[data-template="commands"]')!;
    const chosen = (model: PickedModel): void => this.put({ once: model });
    new Suggestions(field, part(this, "suggestions"), [
      mentions(chosen, template),
      commands(field, template, () => !this.closest("chat-page")?.hasAttribute("data-empty"), chosen),
    ], count => {
      part(this, "suggestion-status").textContent = count === null ? "" : fill(this.dataset["textFound"], { count });
    }, signal).look();
  }

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    this.addEventListener("click", event => this.#click(event), { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  /** Shows what each model would cost; nothing where it is not known. */
  price(parts: readonly ModelPart[]): void {
    for (const chip of this.#chips.children) {
      const known = parts.find(one => one.model === (chip as HTMLElement).dataset["id"]);
      const place = chip.querySelector(".target-price")!;
      place.classList.toggle("is-free", known?.expectedCredits === 0);
      place.textContent = !known ? "" : known.expectedCredits === 0 ? this.dataset["textFree"] ?? "" : `≈ ${number(known.expectedCredits)}`;
    }
  }

  #click(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-target]") : null;
    if (button?.dataset["target"] === "clear") {
      this.put(undefined);
    } else if (button?.dataset["target"] === "remove") {
      const rest = this.#models.filter(model => model.id !== button.closest<HTMLElement>("li")?.dataset["id"]);
      this.put(rest.length > 1 ? { models: rest } : undefined);
    }
    if (button) {
      this.closest("prompt-composer")?.querySelector<HTMLElement>('[data-part="field"]')?.focus();
    }
  }

  #draw(): void {
    part(this, "compared").hidden = this.#models.length === 0;
    part(this, "once").hidden = !this.#once;
    part(this, "once-name").textContent = this.#once ? fill(this.dataset["textOnce"], { model: this.#once.name }) : "";
    const template = this.querySelector<HTMLTemplateElement>('template[data-template="target"]')!;
    this.#chips.replaceChildren(...this.#models.map(model => {
      const chip = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
      chip.dataset["id"] = model.id;
      chip.querySelector(".target-name")!.textContent = model.name;
      chip.querySelector("button")!.setAttribute("aria-label", fill(this.dataset["textRemove"], { model: model.name }));
      return chip;
    }));
  }
}

/**
 * What is pressed while a list is on its way waits for it: an Enter behind a command, or the button, must not send the command as a
 * message, whether the list comes or not.
 */
async function heldBack(field: HTMLTextAreaElement, load: () => Promise<void>): Promise<void> {
  let again: (() => void) | undefined;
  const loaded = new AbortController();
  const listening = { capture: true, signal: loaded.signal };
  const hold = (event: Event, later: () => void): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    again = later;
  };
  field.addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      hold(event, () => field.dispatchEvent(new KeyboardEvent("keydown", event)));
    }
  }, listening);
  field.form?.addEventListener("submit", event => hold(event, () => field.form?.requestSubmit()), listening);
  try {
    await load();
  } finally {
    loaded.abort();
  }
  again?.();
}

customElements.define("composer-targets", ComposerTargets);
