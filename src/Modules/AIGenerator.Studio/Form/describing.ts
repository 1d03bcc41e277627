import { call, fill, newId, number, part, Refusal } from "@ui/api";
import type { Picture } from "./source";

interface Words { readonly text: string | null; readonly model: string; readonly cost: number; readonly note: string | null }
interface Price { readonly expected: number; readonly atMost: number; readonly model: string }

/** A picture put into words. */
export class Describing {
  #key = newId();
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
    this.#key = newId();
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
    const key = this.#key;
    let words: Words;
    try {
      do {
        words = await call<Words>("POST", "/api/images/description", { source: picture.id }, { "idempotency-key": key });
      } while (words.text === null);
    } catch (error) {
      if (error instanceof Refusal) {
        // It is over under this key: the next press asks anew.
        this.#renew(key);
      }
      throw error;
    }
    this.#renew(key);
    const field = this.page.querySelector<HTMLTextAreaElement>("[name=described]");
    if (field && this.#source === picture.id) {
      field.value = words.text;
      part(this.page, "describe-result").hidden = false;
      part(this.page, "describe-note").textContent = [words.note, words.cost > 0 ? number(words.cost) : ""].filter(Boolean).join(" · ");
      field.focus();
    }
  }

  #renew(key: string): void {
    if (this.#key === key) {
      this.#key = newId();
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
