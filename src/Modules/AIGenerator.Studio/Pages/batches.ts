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
      this.#place(fresh);
      part(this.page, "empty").hidden = true;
      part(this.page, "nothing").hidden = true;
    }
  }

  /** On top, or beside those that it is compared with. */
  #place(fresh: HTMLElement): void {
    const comparison = fresh.dataset["comparisonOf"];
    let place = comparison ? this.page.querySelector<HTMLElement>(`[data-comparison="${comparison}"]`) : null;
    if (comparison && !place) {
      place = document.createElement("section");
      place.className = "side-by-side";
      place.dataset["comparison"] = comparison;
      place.setAttribute("aria-label", this.page.dataset["textCompared"] ?? "");
      part(this.page, "batches").prepend(place);
    }
    if (place) {
      // They come as they are drawn; their ids say in which order they were asked for.
      place.insertBefore(fresh, [...place.children].find(other => (other as HTMLElement).dataset["batch"]! > fresh.dataset["batch"]!) ?? null);
    } else {
      part(this.page, "batches").prepend(fresh);
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
