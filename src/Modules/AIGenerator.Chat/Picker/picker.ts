import { call, fill, number, part } from "@ui/api";
import type { Several } from "./several";

const recentKey = "recent-models";
const recentCount = 3;

/** What was picked. */
export interface PickedModel { readonly id: string; readonly name: string }

/**
 * The dialog a model is chosen in: search, capability filter, arrows, the price of the prompt at hand for each model. Raises model-picked.
 */
export class ModelPicker extends HTMLElement {
  #abort: AbortController | undefined;
  #chosen: ((model: PickedModel) => void) | undefined;
  #several: Several | undefined;
  #pricings = 0;

  get #dialog(): HTMLDialogElement { return this.querySelector("dialog")!; }
  get #search(): HTMLInputElement { return this.querySelector<HTMLInputElement>("input[type=search]")!; }
  get #rows(): HTMLButtonElement[] {
    const waiting = this.querySelector<HTMLTemplateElement>(".picker-list > template");
    waiting?.replaceWith(waiting.content);
    return [...this.querySelectorAll<HTMLButtonElement>("button[data-model]")];
  }
  get #shown(): HTMLButtonElement[] { return this.#rows.filter(row => !row.closest<HTMLElement>("li")?.hidden); }

  /** The models that can answer here. */
  get models(): PickedModel[] {
    return this.#rows.filter(row => row.getAttribute("aria-disabled") !== "true").map(row => ({ id: row.dataset["model"]!, name: row.dataset["name"]! }));
  }

  /** What a model can do; undefined for one that is not in the list. */
  marks(model: string): readonly string[] | undefined {
    return this.#rows.find(row => row.dataset["model"] === model)?.dataset["marks"]?.split(" ");
  }

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    document.addEventListener("click", event => this.#click(event), { signal });
    document.addEventListener("keydown", event => this.#shortcut(event), { signal });
    this.#search.addEventListener("input", () => this.#filter(), { signal });
    this.querySelectorAll("input[type=checkbox]").forEach(box => box.addEventListener("change", () => this.#filter(), { signal }));
    this.#dialog.addEventListener("keydown", event => this.#arrow(event), { signal });
    this.#dialog.addEventListener("close", () => this.#forget(), { signal });
    part(this, "several-done").addEventListener("click", () => this.#takeSeveral(), { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  /** Opens with the current model marked and the prices of this prompt. */
  open(model: string, chat: string, message: string, attachments: readonly string[] = []): void {
    this.#search.value = "";
    for (const row of this.#rows) {
      row.setAttribute("aria-pressed", String(row.dataset["model"] === model));
    }
    this.#markRecent();
    this.#filter();
    this.#dialog.showModal();
    const current = this.querySelector<HTMLElement>("button[aria-pressed=true]");
    current?.scrollIntoView({ block: "center" });
    if (!matchMedia("(pointer: coarse)").matches) {
      this.#search.focus();
    }
    void this.#price(chat, message, attachments);
  }

  /** Lets a model be chosen for one answer: the chat's own stays. */
  choose(chat: string, chosen: (model: PickedModel) => void): void {
    this.open("", chat, "");
    this.#chosen = chosen;
  }

  /** Lets two to four be chosen, to be compared. How that is done comes with the first time. */
  async chooseSeveral(models: readonly PickedModel[], chat: string, message: string, attachments: readonly string[], chosen: (models: readonly PickedModel[]) => void): Promise<void> {
    const { Several } = await import("./several");
    const able = this.models;
    this.#several = new Several(this, models.filter(model => able.some(one => one.id === model.id)), chosen);
    this.toggleAttribute("data-several", true);
    this.open("", chat, message, attachments);
    this.#several.draw();
  }

  #takeSeveral(): void {
    const several = this.#several;
    if (several?.isEnough) {
      // First closed: the dialog gives the focus back to its button, and then it goes where it is wanted.
      this.#dialog.close();
      several.take();
    }
  }

  #forget(): void {
    this.#chosen = undefined;
    this.#several = undefined;
    this.removeAttribute("data-several");
    this.#rows.forEach(row => row.removeAttribute("data-full"));
  }

  async #price(chat: string, message: string, attachments: readonly string[]): Promise<void> {
    const text = this.dataset["textPrice"];
    const turn = ++this.#pricings;
    try {
      const { prices } = await call<{ prices: Record<string, number> }>("POST", "/api/chat/prices", { chatId: chat || null, message, attachments });
      if (turn !== this.#pricings) {
        return;
      }
      for (const row of this.#rows) {
        const price = prices[row.dataset["model"] ?? ""];
        const place = row.querySelector<HTMLElement>("[data-part=prompt-price]");
        if (place) {
          place.textContent = price ? fill(text, { price: number(price) }) : "";
          row.dataset["price"] = price ? String(price) : "";
        }
      }
      this.#several?.draw();
    } catch {
      // The rates stand in the rows; only the sum for this prompt is missing.
    }
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    if (target === this.#dialog || target?.closest("[data-close-picker]")) {
      this.#dialog.close();
    }
    const row = target?.closest<HTMLButtonElement>("button[data-model]");
    if (row && this.contains(row)) {
      this.#pick(row);
    }
  }

  #pick(row: HTMLButtonElement): void {
    if (row.getAttribute("aria-disabled") === "true") {
      return;
    }
    if (this.#several) {
      this.#several.toggle(row);
      return;
    }
    const id = row.dataset["model"] ?? "";
    this.#remember(id);
    const detail: PickedModel = { id, name: row.dataset["name"] ?? id };
    const chosen = this.#chosen;
    this.#dialog.close();
    if (chosen) {
      chosen(detail);
    } else {
      this.dispatchEvent(new CustomEvent("model-picked", { bubbles: true, detail }));
    }
  }

  #shortcut(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.shiftKey && event.code === "KeyM") {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent("picker-wanted", { bubbles: true }));
    }
  }

  #arrow(event: KeyboardEvent): void {
    const rows = this.#shown;
    const at = rows.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? this.#search : rows[Math.min(next, rows.length - 1)])?.focus();
    } else if (event.key === "Enter" && document.activeElement === this.#search) {
      event.preventDefault();
      const first = rows.find(row => row.getAttribute("aria-disabled") !== "true");
      if (first) {
        this.#pick(first);
      }
    }
  }

  #filter(): void {
    const words = this.#search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const needs = [...this.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")].map(box => box.value);
    for (const row of this.#rows) {
      const text = (row.dataset["search"] ?? "").toLocaleLowerCase();
      const marks = (row.dataset["marks"] ?? "").split(" ");
      const fits = words.every(word => text.includes(word)) && needs.every(need => marks.includes(need));
      row.closest<HTMLElement>("li")!.hidden = !fits;
    }
    for (const group of this.querySelectorAll<HTMLElement>("[data-models]")) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
    this.querySelector<HTMLElement>("[data-none]")!.hidden = this.#shown.length > 0;
  }

  #markRecent(): void {
    const recent = this.#recent();
    for (const row of this.#rows) {
      row.toggleAttribute("data-recent", recent.includes(row.dataset["model"] ?? ""));
    }
  }

  #recent(): string[] {
    try {
      return JSON.parse(localStorage.getItem(recentKey) ?? "[]") as string[];
    } catch {
      return [];
    }
  }

  #remember(id: string): void {
    try {
      localStorage.setItem(recentKey, JSON.stringify([id, ...this.#recent().filter(other => other !== id)].slice(0, recentCount)));
    } catch {
      // Without storage there is no memory of recent models.
    }
  }
}

customElements.define("model-picker", ModelPicker);
