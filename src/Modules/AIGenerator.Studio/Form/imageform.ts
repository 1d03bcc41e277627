import { fragment, newId, part, Refusal } from "@ui/api";
import { Describing } from "./describing";
import { Draft } from "./draft";
import { drawnIn, resetFields, sayValues, touchedIn, valuesOf } from "./fields";
import { MarginFields } from "./margins";
import { Mask } from "./mask";
import { References } from "./references";
import { Rivals } from "./rivals";
import { Source, type Picture } from "./source";
import { SpendFoot, type Price } from "./spendfoot";
import { pictureOf } from "./uploading";

/** An order, and the id it goes under: the same for the same wish until all of a press was accepted, so that a repeat orders nothing twice. */
export interface Wish {
  readonly id: string;
  readonly request: Readonly<Record<string, unknown>>;
}

/** What a form is to say; what is left out stays. */
export interface Recipe { readonly task?: string; readonly model?: string; readonly source?: string | null; readonly references?: readonly string[] | null; readonly values?: Readonly<Record<string, string | number | null>> }

/** What is wanted: task, model, words, pictures, and what the model takes besides; the price beside the button follows. */
export class ImageForm {
  readonly #draft: Draft;
  readonly #source: Source;
  readonly #mask: Mask;
  readonly #references: References;
  readonly #margins: MarginFields;
  readonly #rivals: Rivals;
  readonly #describing: Describing;
  readonly #foot: SpendFoot;
  /** What was pressed for and not yet accepted as a whole: its ids, by wish. */
  readonly #ids = new Map<string, string>();
  #redraws = 0;
  #takes = 0;
  #isDrawing = false;
  #model = "";
  /** What the fields are for. */
  #drawn: { readonly task: string; readonly model: string };

  constructor(private readonly page: HTMLElement, private readonly create: (wishes: readonly Wish[]) => Promise<void>, private readonly failed: (error: unknown) => void, signal: AbortSignal) {
    this.#draft = new Draft(page);
    this.#source = new Source(page, () => this.#pictured(), error => failed(error), signal);
    this.#mask = new Mask(page, () => this.#tell());
    this.#references = new References(page, failed, () => this.#tell());
    this.#margins = new MarginFields(page);
    this.#rivals = new Rivals(page);
    this.#foot = new SpendFoot(page);
    this.#describing = new Describing(page, () => this.#show(), signal);
    this.#form.addEventListener("submit", event => { event.preventDefault(); void this.#send(); }, { signal });
    this.#form.addEventListener("change", event => void this.#changed(event), { signal });
    this.#form.addEventListener("input", () => this.#tell(), { signal });
    this.#form.addEventListener("click", event => this.#click(event), { signal });
    this.#form.addEventListener("toggle", event => (event.target as Element).scrollIntoView({ block: "nearest" }), { capture: true, signal });
    this.#field("prompt").addEventListener("keydown", event => {
      const { key, ctrlKey, metaKey } = event as KeyboardEvent;
      if (key === "Enter" && (ctrlKey || metaKey)) {
        event.preventDefault();
        void this.#send();
      }
    }, { signal });
    document.addEventListener("live:balance", () => this.#show(), { signal });
    this.#listenForPictures(signal);
    this.#drawn = { task: drawnIn(this.#form, "task"), model: drawnIn(this.#form, "model") };

    // A slow script comes after the person: what was said before it stays.
    const said = touchedIn(this.#form);
    sayValues(this.#form, Object.fromEntries(Object.entries(this.#remembered()).filter(([name]) => !said.has(name))));
    this.#references.ids = JSON.parse(this.#draft.read()["references"] ?? "[]") as string[];
    this.#dress();
    this.#show();
    this.#look();
    if (said.size > 0) {
      void this.#catchUp();
    }
  }

  get #form(): HTMLFormElement { return part<HTMLFormElement>(this.page, "form"); }
  get #task(): string { return this.#value("task"); }
  get #choice(): HTMLElement | null { return this.#form.querySelector<HTMLElement>("[name=task]:checked"); }

  set prompt(value: string) {
    (this.#field("prompt") as HTMLTextAreaElement).value = value;
    this.#field("prompt").focus();
    this.#tell();
  }

  /** The next order is another one. */
  renew(): void {
    this.#ids.clear();
  }

  refuse(text: string): void {
    const place = part(this.page, "refusal");
    place.textContent = text;
    place.hidden = text === "";
  }

  /** Fills the form. */
  async take(recipe: Recipe): Promise<void> {
    const turn = ++this.#takes;
    sayValues(this.#form, { task: recipe.task, model: recipe.model });
    if (!await this.#redraw(recipe.model) || turn !== this.#takes) {
      return;
    }
    if (recipe.values) {
      resetFields(part(this.page, "fields"));
      sayValues(this.#form, recipe.values);
      this.#references.ids = recipe.references ?? [];
    }
    if (recipe.source) {
      await this.#source.take(recipe.source);
    }
    this.#tell();
    this.#form.querySelector(".tasks")!.scrollIntoView({ block: "start", behavior: "instant" });
    (this.#choice?.hasAttribute("data-takes-words") ? this.#field("prompt") : part(this.page, "spend")).focus({ preventScroll: true });
  }

  async #send(): Promise<void> {
    if (this.#foot.isDisabled) {
      return;
    }
    this.#foot.isBusy = true;
    this.refuse("");
    try {
      await (this.#task === "describe" ? this.#describe(this.#source.picture!) : this.#order());
    } catch (error) {
      // Only then: with another mask it would be another wish, and what was accepted already would be ordered twice.
      if (error instanceof Refusal && error.code === "assets.unknown") {
        this.#mask.forget();
      }
      this.failed(error);
    } finally {
      this.#foot.isBusy = false;
    }
  }

  /** All of it as it stands at the press: a mask takes its time to go up, and the form goes on meanwhile. */
  async #order(): Promise<void> {
    const own = this.#request();
    const all = [own, ...this.#rivals.requests(own)];
    const picture = this.#source.picture;
    const mask = own["task"] === "inpaint" && picture ? await this.#mask.idFor(picture) : undefined;
    const requests = all.map(one => ({ ...one, mask }));
    const ids = requests.map(one => this.#idOf(JSON.stringify([one, requests.length > 1])));
    const comparison = requests.length > 1 ? ids[0] : undefined;
    await this.create(requests.map((one, at) => ({ id: ids[at]!, request: { ...one, comparison } })));
  }

  /** The same for the same wish: one that was accepted beside one that was refused is not ordered again with it. */
  #idOf(wish: string): string {
    const id = this.#ids.get(wish) ?? newId();
    this.#ids.set(wish, id);
    return id;
  }

  /** Nobody spends what was not said: a press before the price is known asks for it. */
  async #describe(picture: Picture): Promise<void> {
    await (this.#describing.priceOf(picture) ? this.#describing.write(picture) : this.#describing.ask(picture));
  }

  #request(): Record<string, unknown> {
    const values = valuesOf(this.#form);
    const task = values["task"]!;
    const seed = values["seed"]?.trim();
    return {
      model: values["model"], task, prompt: this.#choice?.hasAttribute("data-takes-words") ? values["prompt"]?.trim() : undefined, count: Number(values["count"] ?? 1),
      ratio: values["ratio"], quality: values["quality"], style: values["style"], negativePrompt: values["negative"]?.trim(),
      seed: seed ? /^\d+$/.test(seed) ? Number(seed) : -1 : undefined,
      source: this.#choice?.hasAttribute("data-needs-source") ? this.#source.picture?.id : undefined,
      strength: values["strength"] ? Number(values["strength"]) / 100 : undefined, scale: values["scale"] ? Number(values["scale"]) : undefined,
      margins: task === "outpaint" ? this.#margins.value : undefined, references: this.#references.ids.length > 0 ? this.#references.ids : undefined,
    };
  }

  /** What was chosen before anybody listened: files are heard as if they came now, then the fields follow the choice. */
  async #catchUp(): Promise<void> {
    for (const input of this.#form.querySelectorAll<HTMLInputElement>("input[type=file]")) {
      if (input.files?.length) {
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    await this.#redraw();
    this.#pictured();
  }

  async #changed(event: Event): Promise<void> {
    const target = event.target as HTMLInputElement;
    if (target.name === "task" || target.name === "model") {
      await this.#redraw();
      this.#pictured();
    } else if (target.dataset["part"] === "reference-file") {
      const files = [...target.files ?? []];
      target.value = "";
      await this.#references.take(files);
    }
    this.#tell();
  }

  /** Draws the fields of the chosen task and model, and says in them what was said before. False where they do not come. */
  async #redraw(model = this.#value("model") || this.#model): Promise<boolean> {
    const task = this.#task;
    this.#model = model;
    this.#dress();
    const turn = ++this.#redraws;
    this.#isDrawing = task !== this.#drawn.task || model !== this.#drawn.model;
    if (!this.#isDrawing) {
      return true;
    }
    this.refuse("");
    this.#show();
    let problem: unknown;
    const drawn = await fragment(`${this.page.dataset["base"]}/fields/${task}?model=${encodeURIComponent(model)}`).catch((error: unknown) => { problem = error; return null; });
    if (turn !== this.#redraws) {
      return true;
    }
    this.#isDrawing = false;
    if (!drawn) {
      this.#putBack();
      this.failed(problem);
      return false;
    }
    const before = { ...this.#remembered(), ...valuesOf(this.#form) };
    const { model: _, task: __, ...rest } = before;
    const focused = part(this.page, "fields").contains(document.activeElement) ? (document.activeElement as HTMLInputElement).name : "";
    part(this.page, "fields").replaceChildren(drawn);
    this.#drawn = { task, model: this.#value("model") || model };
    sayValues(this.#form, rest);
    this.#references.draw();
    if (focused) {
      this.#form.querySelector<HTMLElement>(`[name="${focused}"]`)?.focus({ preventScroll: true });
    }
    return true;
  }

  /** What could not be drawn does not stay chosen: fields and prices are those of the choice before. */
  #putBack(): void {
    sayValues(this.#form, this.#drawn);
    this.#model = this.#drawn.model;
    this.#dress();
    this.#show();
  }

  /** What the task needs besides its fields. */
  #dress(): void {
    const choice = this.#choice;
    this.#source.isHidden = !choice?.hasAttribute("data-needs-source");
    part(this.page, "prompt-slot").hidden = !choice?.hasAttribute("data-takes-words");
    part(this.page, "prompt-slot").querySelector("label")!.textContent = choice?.dataset["textPrompt"] ?? "";
    part(this.page, "mask-row").hidden = this.#task !== "inpaint";
    part(this.page, "spend-word").textContent = choice?.dataset["textDo"] ?? "";

    // On a phone the tasks are one row: the chosen one is in sight.
    const tile = choice?.closest<HTMLElement>(".task");
    const row = this.#form.querySelector<HTMLElement>(".tasks")!;
    if (tile && row.scrollWidth > row.clientWidth) {
      row.scrollLeft = tile.offsetLeft - (row.clientWidth - tile.offsetWidth) / 2;
    }
  }

  #pictured(): void {
    this.#look();
    this.#tell();
  }

  /** What is known about the picture: its words or their price, and where it is marked. */
  #look(): void {
    const picture = this.#source.picture;
    if (this.#task === "describe") {
      this.#describing.look(picture);
    }
    void this.#mask.show(picture);
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
    const picture = this.#source.picture;
    switch (target?.dataset["do"]) {
      case "source-replace": this.#source.pick(); break;
      case "source-remove": this.#source.remove(); break;
      case "mask": if (picture) { void this.#mask.open(picture); } else { this.#source.pick(); } break;
      case "margins": this.#margins.preset(target, picture); this.#tell(); break;
      case "strength": sayValues(this.#form, { strength: target.dataset["value"] }); this.#tell(); break;
      case "describe-use": void this.take({ task: "create", values: { prompt: this.#describing.words } }); break;
      case "describe-copy": void navigator.clipboard.writeText(this.#describing.words); break;
      case "reference-remove": this.#references.remove(target.closest<HTMLElement>("[data-asset]")!); break;
    }
  }

  #listenForPictures(signal: AbortSignal): void {
    const panel = this.page.querySelector<HTMLElement>(".studio-panel")!;
    panel.addEventListener("dragover", event => { event.preventDefault(); panel.classList.add("is-over"); }, { signal });
    panel.addEventListener("dragleave", event => { if (!panel.contains(event.relatedTarget as Node | null)) { panel.classList.remove("is-over"); } }, { signal });
    panel.addEventListener("drop", event => { event.preventDefault(); panel.classList.remove("is-over"); void this.#bring(pictureOf(event.dataTransfer)); }, { signal });
    document.addEventListener("paste", event => {
      // A table out of a sheet comes with a picture of itself; in a field, or while something lies over the page, the words are meant.
      const isWords = event.target instanceof HTMLElement && event.target.matches("input, textarea") && event.clipboardData?.types.includes("text/plain");
      const pasted = isWords || document.querySelector("dialog[open]") ? undefined : pictureOf(event.clipboardData);
      if (pasted) {
        event.preventDefault();
        void this.#bring(pasted);
      }
    }, { signal });
  }

  /** A picture comes as what the form has room for: to work on, to go by, or else to be drawn anew. */
  async #bring(picture: File | string | undefined): Promise<void> {
    if (!picture) {
      return;
    }
    if (!this.#choice?.hasAttribute("data-needs-source")) {
      if (this.#references.most > 0) {
        await this.#references.take([picture]);
        return;
      }
      sayValues(this.#form, { task: "remix" });
      if (!await this.#redraw()) {
        return;
      }
    }
    await this.#source.take(picture);
  }

  /** What follows from what is said: price, sizes; and it is kept. */
  #tell(): void {
    this.#show();
    const values = valuesOf(this.#form);
    this.#draft.write({ ...values, references: JSON.stringify(this.#references.ids) });
    this.#draft.address({ task: values["task"] === "create" ? undefined : values["task"], model: values["model"], source: this.#source.picture?.id });
  }

  #show(): void {
    const values = valuesOf(this.#form);
    this.#rivals.limit();
    const isSourceMissing = this.#source.isComing && !!this.#choice?.hasAttribute("data-needs-source");
    this.#foot.isWaiting = this.#isDrawing || isSourceMissing || (this.#references.isComing && this.#references.most > 0);
    this.#foot.show(values["task"] === "describe" ? this.#describing.priceOf(this.#source.picture) : this.#priceOf(values), this.#lack());
    const strength = this.page.querySelector<HTMLElement>("[data-part=strength-value]");
    if (strength) {
      strength.textContent = `${values["strength"]} %`;
    }
    this.#margins.show(this.#source.picture);
  }

  /** What is asked for in the fields that are drawn; undefined while there are none. */
  #priceOf(values: Readonly<Record<string, string>>): Price | undefined {
    const drawn = this.page.querySelector<HTMLElement>("[data-prices]")?.dataset["prices"];
    if (!drawn) {
      return undefined;
    }
    const prices = JSON.parse(drawn) as Record<string, number[][]>;
    const row = prices[values["quality"] ?? ""] ?? Object.values(prices)[0] ?? [];
    const count = Number(values["count"] ?? 1);
    const [own = 0, ownMost = 0] = row[count - 1] ?? row.at(-1) ?? [];
    const [others, othersMost] = this.#rivals.price(count);
    return [own + others, ownMost + othersMost];
  }

  /** What there has to be before anything can be made. */
  #lack(): "source" | "mask" | undefined {
    const picture = this.#source.picture;
    if (!this.#choice?.hasAttribute("data-needs-source")) {
      return undefined;
    }
    return !picture ? "source" : this.#task === "inpaint" && this.#mask.isEmpty(picture) ? "mask" : undefined;
  }

  #remembered(): Record<string, string> {
    const { task: _, model: __, references: ___, ...rest } = this.#draft.read();
    return rest;
  }

  #value(name: string): string {
    return String(new FormData(this.#form).get(name) ?? "");
  }

  #field(name: string): HTMLElement {
    return this.#form.querySelector<HTMLElement>(`[name="${name}"]`)!;
  }
}
