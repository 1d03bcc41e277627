import { call, fill, newId, number, part, Refusal } from "@ui/api";
import type { Picture } from "./source";
import type { Price } from "./spendfoot";

interface Words { readonly text: string | null; readonly model: string; readonly cost: number; readonly note: string | null }
interface Offer { readonly expected: number; readonly atMost: number; readonly model: string }

/** What is known of one picture. The key is the same until the request under it is over, so that a press that is repeated pays nothing twice. */
interface Known {
  key: string;
  asked?: Promise<Offer> | undefined;
  offer?: Offer | undefined;
  words?: { text: string; readonly note: string };
}

/** Pictures put into words. Words stay with their picture while the page lives: whoever looks elsewhere meanwhile finds them again. */
export class Describing {
  readonly #known = new Map<string, Known>();
  #shown = "";

  constructor(private readonly page: HTMLElement, private readonly told: () => void, signal: AbortSignal) {
    part(page, "form").addEventListener("input", event => this.#keep(event.target), { signal });
  }

  get words(): string { return this.#field?.value ?? ""; }
  get #field(): HTMLTextAreaElement | null { return this.page.querySelector<HTMLTextAreaElement>("[name=described]"); }

  /** Undefined until it is known. */
  priceOf(picture: Picture | undefined): Price | undefined {
    const offer = picture ? this.#of(picture).offer : undefined;
    return offer ? [offer.expected, offer.atMost] : undefined;
  }

  /** This picture is shown: its words, if there are some, and who would write them. */
  look(picture: Picture | undefined): void {
    if (picture && this.#shown !== picture.id) {
      // Prices change, and so do the models that one may ask.
      this.#of(picture).offer = undefined;
    }
    this.#shown = picture?.id ?? "";
    this.#draw();
    if (picture) {
      // Without an answer there is no price, and a press asks once more.
      this.ask(picture).catch(() => undefined);
    }
  }

  /** Learns who would write about a picture, and for how much. */
  async ask(picture: Picture): Promise<void> {
    const known = this.#of(picture);
    if (known.offer) {
      return;
    }
    known.asked ??= call<Offer>("GET", `/api/images/description/price?source=${picture.id}`);
    try {
      known.offer = await known.asked;
    } finally {
      known.asked = undefined;
    }
    this.#draw();
    this.told();
  }

  /** Asks, and waits on where a model takes its time. */
  async write(picture: Picture): Promise<void> {
    const known = this.#of(picture);
    let words: Words;
    try {
      do {
        words = await call<Words>("POST", "/api/images/description", { source: picture.id }, { "idempotency-key": known.key });
      } while (words.text === null);
    } catch (error) {
      if (error instanceof Refusal) {
        // It is over under this key: the next press asks anew.
        known.key = newId();
      }
      throw error;
    }
    known.key = newId();
    known.words = { text: words.text, note: [words.note, words.cost > 0 ? number(words.cost) : ""].filter(Boolean).join(" · ") };
    this.#draw();

    // Who has gone on to something else stays there.
    if (this.#shown === picture.id && [document.body, part(this.page, "spend")].includes(document.activeElement as HTMLElement)) {
      this.#field?.focus();
    }
  }

  #of(picture: Picture): Known {
    const known = this.#known.get(picture.id) ?? { key: newId() };
    this.#known.set(picture.id, known);
    return known;
  }

  #keep(target: EventTarget | null): void {
    const words = this.#known.get(this.#shown)?.words;
    if (words && target instanceof HTMLTextAreaElement && target === this.#field) {
      words.text = target.value;
    }
  }

  /** What belongs to the shown picture, where the fields for it are drawn. */
  #draw(): void {
    const { offer, words } = this.#known.get(this.#shown) ?? {};
    if (!this.#field) {
      return;
    }
    part(this.page, "describe-result").hidden = !words;
    if (words) {
      this.#field.value = words.text;
      part(this.page, "describe-note").textContent = words.note;
    }
    const by = part(this.page, "describe-by");
    by.textContent = !offer ? "" : offer.model === "own" ? by.dataset["textOwn"] ?? "" : fill(by.dataset["text"], { model: offer.model });
  }
}
