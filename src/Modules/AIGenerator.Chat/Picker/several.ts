import { fill, number, part } from "@ui/api";
import type { PickedModel } from "./picker";

/** A comparison is of two to four. */
const fewest = 2;
const most = 4;

/** Two to four rows of the picker, chosen one by one: the sum of their prices, and the button that takes them. */
export class Several {
  #chosen: PickedModel[] = [];

  constructor(private readonly picker: HTMLElement, chosen: readonly PickedModel[], private readonly done: (models: readonly PickedModel[]) => void) {
    this.#chosen = [...chosen];
    this.draw();
  }

  toggle(row: HTMLElement): void {
    const id = row.dataset["model"] ?? "";
    if (this.#chosen.some(model => model.id === id)) {
      this.#chosen = this.#chosen.filter(model => model.id !== id);
    } else if (this.#chosen.length < most) {
      this.#chosen.push({ id, name: row.dataset["name"] ?? id });
    }
    this.draw();
  }

  /** Whether there are enough to compare. */
  get isEnough(): boolean { return this.#chosen.length >= fewest; }

  take(): void {
    this.done(this.#chosen);
  }

  draw(): void {
    let sum = 0;
    for (const row of this.picker.querySelectorAll<HTMLElement>("button[data-model]")) {
      const isChosen = this.#chosen.some(model => model.id === row.dataset["model"]);
      row.setAttribute("aria-pressed", String(isChosen));
      row.toggleAttribute("data-full", !isChosen && this.#chosen.length >= most);
      sum += isChosen ? Number(row.dataset["price"] ?? 0) : 0;
    }
    const place = part(this.picker, "several");
    const count = part(this.picker, "several-count");
    const text = fill(place.dataset["textChosen"], { count: this.#chosen.length });
    if (count.textContent !== text) {
      count.textContent = text;
    }
    part(this.picker, "several-sum").textContent = sum > 0 ? fill(place.dataset["textSum"], { price: number(sum) }) : "";
    part(this.picker, "several-done").setAttribute("aria-disabled", String(this.#chosen.length < fewest));
  }
}
