import { fill, number, part } from "@ui/api";
import type { Line } from "./lines";

/** Many chats at once: boxes beside the rows and a bar with what can be done. */
export class Selection {
  readonly #host: HTMLElement;
  readonly #ids = new Set<string>();
  #last = "";

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  get isOn(): boolean {
    return this.#host.hasAttribute("data-selecting");
  }

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  turn(on: boolean): void {
    this.#host.toggleAttribute("data-selecting", on);
    // A press chooses then and opens nothing: to fetch ahead what the pointer is over would ask for chats that are about to be deleted.
    this.#host.dataset["turboPrefetch"] = String(!on);
    this.#host.querySelector('.chat-view [data-do="select"]')?.setAttribute("aria-pressed", String(on));
    this.#ids.clear();
    this.#last = "";
    this.show();
  }

  /** Takes one in or out; with `range` everything up to the one before. */
  toggle(id: string, lines: readonly Line[], range: boolean): void {
    const [a, b] = [lines.findIndex(line => line.id === this.#last), lines.findIndex(line => line.id === id)];
    if (range && a >= 0 && b >= 0) {
      lines.slice(Math.min(a, b), Math.max(a, b) + 1).forEach(line => this.#ids.add(line.id));
    } else if (!this.#ids.delete(id)) {
      this.#ids.add(id);
    }
    this.#last = id;
    this.show();
  }

  forget(id: string): void {
    if (this.#ids.delete(id)) {
      this.show();
    }
  }

  dress(row: HTMLElement, id: string): void {
    const box = row.querySelector<HTMLInputElement>('[data-part="pick"]')!;
    box.hidden = !this.isOn;
    box.checked = this.#ids.has(id);
  }

  show(): void {
    part(this.#host, "bulk").hidden = !this.isOn;
    part(this.#host, "count").textContent = fill(this.#host.dataset["textSelected"], { count: number(this.#ids.size) });
    for (const button of this.#host.querySelectorAll<HTMLElement>('[data-do^="bulk-"]')) {
      button.toggleAttribute("aria-disabled", false);
      if (this.#ids.size === 0) {
        button.setAttribute("aria-disabled", "true");
      }
    }
    for (const row of this.#host.querySelectorAll<HTMLElement>("li[data-chat]")) {
      this.dress(row, row.dataset["chat"] ?? "");
    }
  }
}
