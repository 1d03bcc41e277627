import { fragment, part } from "@ui/api";

/** The generations on the page, newest first, each drawn by the server. */
export class Batches {
  /** The last request for each: an older answer that comes late changes nothing. */
  readonly #turns = new Map<string, number>();

  constructor(private readonly page: HTMLElement) {}

  /** Those that the page shows as not over. */
  get open(): string[] {
    return [...this.page.querySelectorAll<HTMLElement>("[data-batch][aria-busy]")].map(batch => batch.dataset["batch"]!);
  }

  /** Draws one as it stands now; one that the page does not have comes on top. */
  async show(id: string, isNew: boolean): Promise<void> {
    const turn = (this.#turns.get(id) ?? 0) + 1;
    this.#turns.set(id, turn);
    const drawn = await fragment(`${this.page.dataset["base"]}/batches/${id}`);
    const fresh = drawn?.querySelector<HTMLElement>("[data-batch]");
    if (!fresh || this.#turns.get(id) !== turn) {
      return;
    }
    const old = this.page.querySelector<HTMLElement>(`[data-batch="${id}"]`);
    if (old) {
      this.#keepFocus(old, fresh);
    } else if (isNew || fresh.hasAttribute("aria-busy")) {
      part(this.page, "batches").prepend(fresh);
      part(this.page, "empty").hidden = true;
      part(this.page, "nothing").hidden = true;
    }
  }

  #keepFocus(old: HTMLElement, fresh: HTMLElement): void {
    const focused = old.contains(document.activeElement) ? document.activeElement as HTMLElement : null;
    const key = focused?.dataset["asset"] ? `[data-asset="${focused.dataset["asset"]}"]` : `[data-do="${focused?.dataset["do"] ?? ""}"]`;
    old.replaceWith(fresh);
    if (focused) {
      (fresh.querySelector<HTMLElement>(key) ?? fresh.querySelector<HTMLElement>("button, a"))?.focus({ preventScroll: true });
    }
  }
}
