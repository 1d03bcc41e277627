import { call, fill, number, part } from "@ui/api";
import type { Picture } from "./source";
import { timedId } from "./timedid";

interface Words { readonly text: string | null; readonly model: string; readonly cost: number; readonly note: string | null }
interface Price { readonly expected: number; readonly atMost: number; readonly model: string }

/** A picture put into words. */
export class Describing {
  #key = timedId();
  #source = "";
  #price: Price | undefined;

  constructor(private readonly page: HTMLElement, private readonly told: () => void) {}

  /** Expected and at most; nothing until it is known. */
  get price(): readonly [number, number] { return [this.#price?.expected ?? 0, this.#price?.atMost ?? 0]; }

  /** Learns who would write about a picture, and for how much. */
  async ask(picture: Picture): Promise<void> {
    if (this.#source === picture.id && this.#price) {
      this.#show();
      return;
    }
    this.#source = picture.id;
    this.#key = timedId();
    this.#price = undefined;
    const price = await call<Price>("GET", `/api/images/description/price?source=${picture.id}`).catch(() => undefined);
    if (this.#source === picture.id) {
      this.#price = price;
      this.#show();
      this.told();
    }
  }

  /** Asks, and waits on where a model takes its time; a press that is repeated pays nothing twice. */
  async write(picture: Picture): Promise<void> {
    let words: Words;
    do {
      words = await call<Words>("POST", "/api/images/description", { source: picture.id }, { "idempotency-key": this.#key });
    } while (words.text === null);
    this.#key = timedId();
    const field = this.page.querySelector<HTMLTextAreaElement>("[name=described]");
    if (field) {
      field.value = words.text;
      part(this.page, "describe-result").hidden = false;
      part(this.page, "describe-note").textContent = [words.note, words.cost > 0 ? number(words.cost) : ""].filter(Boolean).join(" · ");
      field.focus();
    }
  }

  get words(): string { return this.page.querySelector<HTMLTextAreaElement>("[name=described]")?.value ?? ""; }

  #show(): void {
    const place = this.page.querySelector<HTMLElement>("[data-part=describe-by]");
    if (place && this.#price) {
      place.textContent = this.#price.model === "own" ? place.dataset["textOwn"] ?? "" : fill(place.dataset["text"], { model: this.#price.model });
    }
  }
}
