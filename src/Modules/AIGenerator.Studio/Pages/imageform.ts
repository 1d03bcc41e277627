import { fill, fragment, number, part } from "@ui/api";

/** What a form says, and the id it is ordered under: the same for the same wish until it was accepted, so that a repeat orders nothing twice. */
export interface Wish {
  readonly id: string;
  readonly request: Record<string, unknown>;
}

/** What a batch was made of. */
interface Recipe { model?: string; prompt?: string; ratio?: string; count?: number; quality?: string; style?: string; negative?: string; seed?: number }

/** A UUID of version 7: ids order the history. */
export function timedId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let at = 5; at >= 0; at--) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** What is wanted: model, words, and what the model takes besides; the price beside the button follows. */
export class ImageForm {
  #id = timedId();
  #wish = "";

  constructor(private readonly page: HTMLElement, private readonly create: (wish: Wish) => Promise<void>, signal: AbortSignal) {
    this.#form.addEventListener("submit", event => { event.preventDefault(); this.#send(); }, { signal });
    this.#form.addEventListener("change", event => void this.#changed(event), { signal });
    this.#field("prompt").addEventListener("keydown", event => {
      const { key, ctrlKey, metaKey } = event as KeyboardEvent;
      if (key === "Enter" && (ctrlKey || metaKey)) {
        event.preventDefault();
        this.#send();
      }
    }, { signal });
    this.#tell();
  }

  get #form(): HTMLFormElement { return part<HTMLFormElement>(this.page, "form"); }
  get #options(): HTMLElement { return part(this.page, "options"); }

  set isBusy(value: boolean) {
    part(this.page, "spend").setAttribute("aria-disabled", String(value));
  }

  set prompt(value: string) {
    (this.#field("prompt") as HTMLTextAreaElement).value = value;
    this.#field("prompt").focus();
  }

  /** The next order is another one. */
  renew(): void {
    this.#id = timedId();
  }

  refuse(text: string): void {
    const place = part(this.page, "refusal");
    place.textContent = text;
    place.hidden = text === "";
  }

  /** Fills the form with what a batch was made of. */
  async take(recipe: Recipe): Promise<void> {
    const models = this.#field("model") as HTMLSelectElement;
    const has = [...models.options].some(option => option.value === recipe.model && !option.disabled);
    if (has && models.value !== recipe.model) {
      models.value = recipe.model!;
      await this.#showOptions();
    }
    this.prompt = recipe.prompt ?? "";
    this.#set("ratio", recipe.ratio);
    this.#set("count", recipe.count);
    this.#set("quality", recipe.quality);
    this.#set("style", recipe.style);
    this.#set("negative", recipe.negative);
    this.#set("seed", recipe.seed);
    this.#tell();
  }

  #send(): void {
    if (part(this.page, "spend").getAttribute("aria-disabled") === "true") {
      return;
    }
    const data = new FormData(this.#form);
    const text = (name: string): string | null => (data.get(name) as string | null)?.trim() || null;
    const seed = text("seed");
    const request = {
      model: text("model"), prompt: text("prompt"), count: Number(text("count") ?? 1), ratio: text("ratio"), quality: text("quality"), style: text("style"),
      negativePrompt: text("negative"), seed: seed === null ? null : /^\d+$/.test(seed) ? Number(seed) : -1,
    };
    const wish = JSON.stringify(request);
    if (wish !== this.#wish) {
      // Under the old id the server would answer with the old wish, should that one have arrived after all.
      this.renew();
      this.#wish = wish;
    }
    void this.create({ id: this.#id, request });
  }

  async #changed(event: Event): Promise<void> {
    if ((event.target as HTMLElement).getAttribute("name") === "model") {
      await this.#showOptions();
    }
    this.#tell();
  }

  async #showOptions(): Promise<void> {
    const model = (this.#field("model") as HTMLSelectElement).value;
    const drawn = await fragment(`${this.page.dataset["base"]}/options/${encodeURIComponent(model)}`);
    if (drawn && (this.#field("model") as HTMLSelectElement).value === model) {
      this.#options.replaceChildren(drawn);
    }
  }

  #tell(): void {
    const data = new FormData(this.#form);
    const prices = JSON.parse(this.#options.querySelector<HTMLElement>("[data-prices]")?.dataset["prices"] ?? "{}") as Record<string, number[][]>;
    const row = prices[String(data.get("quality") ?? "")] ?? Object.values(prices)[0] ?? [];
    const [expected = 0, most = 0] = row[Number(data.get("count") ?? 1) - 1] ?? [];
    part(this.page, "price").textContent = most === 0 ? this.page.dataset["textFree"] ?? ""
      : most === expected ? number(expected) : fill(this.page.dataset["textAbout"], { price: `${number(expected)}–${number(most)}` });
  }

  #set(name: string, value: string | number | undefined | null): void {
    const inputs = [...this.#form.querySelectorAll<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)];
    for (const input of inputs) {
      if (input instanceof HTMLInputElement && input.type === "radio") {
        input.checked = value === undefined || value === null ? input.defaultChecked : input.value === String(value);
      } else {
        input.value = value === undefined || value === null ? "" : String(value);
      }
    }
  }

  #field(name: string): HTMLElement {
    return this.#form.querySelector<HTMLElement>(`[name="${name}"]`)!;
  }
}
