import { part } from "@ui/api";
import { upload } from "./uploading";

/** Pictures to go by. They stay while models change; those that the new model has no room for are not sent. */
export class References {
  #ids: string[] = [];
  #coming = 0;

  constructor(private readonly page: HTMLElement, private readonly failed: (error: unknown) => void, private readonly changed: () => void) {}

  get #list(): HTMLElement | null { return this.page.querySelector<HTMLElement>("[data-part=reference-list]"); }

  /** How many the chosen model takes. */
  get most(): number { return Number(this.page.querySelector<HTMLElement>("[data-part=references]")?.dataset["most"] ?? 0); }

  /** Whether some are on their way. */
  get isComing(): boolean { return this.#coming > 0; }

  /** Those that go along. */
  get ids(): readonly string[] { return this.#ids.slice(0, this.most); }

  set ids(value: readonly string[]) {
    this.#ids = [...value];
    this.draw();
  }

  async take(what: readonly (File | string)[]): Promise<void> {
    this.#coming++;
    this.changed();
    try {
      for (const one of what.slice(0, this.most - this.ids.length)) {
        const id = typeof one === "string" ? one : await upload(one);
        this.ids = this.#ids.includes(id) ? this.#ids : [...this.#ids, id];
        this.changed();
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.#coming--;
      this.changed();
    }
  }

  remove(row: HTMLElement): void {
    this.ids = this.#ids.filter(id => id !== row.dataset["asset"]);
    this.changed();
    (this.page.querySelector<HTMLElement>("[data-part=reference-file]"))?.focus();
  }

  /** Draws them into the fields as they are now. */
  draw(): void {
    const list = this.#list;
    if (!list) {
      return;
    }
    const row = part<HTMLTemplateElement>(this.page, "reference-row");
    list.replaceChildren(...this.ids.map(id => {
      const item = row.content.firstElementChild!.cloneNode(true) as HTMLElement;
      item.dataset["asset"] = id;
      item.querySelector("img")!.src = `/api/assets/${id}?size=0`;
      return item;
    }));
    part(this.page, "reference-add").hidden = this.ids.length >= this.most;
  }
}
