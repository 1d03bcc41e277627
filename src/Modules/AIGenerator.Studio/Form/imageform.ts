import { fragment, newId, part } from "@ui/api";
import { Describing } from "./describing";
import { Draft } from "./draft";
import { resetFields, sayValues, valuesOf } from "./fields";
import { MarginFields } from "./margins";
import { Mask } from "./mask";
import { References } from "./references";
import { Rivals } from "./rivals";
import { Source } from "./source";
import { SpendFoot } from "./spendfoot";
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
  #fields = "";

  constructor(private readonly page: HTMLElement, private readonly create: (wishes: readonly Wish[]) => Promise<void>, private readonly failed: (error: unknown) => void, signal: AbortSignal) {
    this.#draft = new Draft(page);
    this.#source = new Source(page, () => this.#pictured(), error => failed(error), signal);
    this.#mask = new Mask(page, () => this.#tell());
    this.#references = new References(page, failed, () => this.#tell());
    this.#margins = new MarginFields(page);
    this.#rivals = new Rivals(page);
    this.#foot = new SpendFoot(page);
    this.#describing = new Describing(page, () => this.#show());
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
    this.#fields = `${this.#task} ${this.#value("model")}`;
    sayValues(this.#form, this.#remembered());
    void this.#mask.show(this.#source.picture);
    this.#references.ids = JSON.parse(this.#draft.read()["references"] ?? "[]") as string[];
    this.#dress();
    this.#show();
    if (this.#task === "describe" && this.#source.picture) {
      void this.#describing.ask(this.#source.picture);
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
    await this.#redraw(recipe.model);
    if (turn !== this.#takes) {
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
      if (this.#task === "describe") {
        await this.#describe();
        return;
      }
      const request = await this.#request();
      const requests = [request, ...this.#rivals.requests(request)];
      const ids = requests.map(one => this.#idOf(JSON.stringify(one)));
      const comparison = requests.length > 1 ? ids[0] : undefined;
      await this.create(requests.map((one, at) => ({ id: ids[at]!, request: { ...one, comparison } })));
    } catch (error) {
      this.#mask.forget();
      this.failed(error);
    } finally {
      this.#foot.isBusy = false;
    }
  }

  /** The same for the same wish: one that was accepted beside one that was refused is not ordered again with it. */
  #idOf(wish: string): string {
    const id = this.#ids.get(wish) ?? newId();
    this.#ids.set(wish, id);
    return id;
  }

  async #describe(): Promise<void> {
    await this.#describing.write(this.#source.picture!);
  }

  async #request(): Promise<Record<string, unknown>> {
    const values = valuesOf(this.#form);
    const task = values["task"]!;
    const picture = this.#choice?.hasAttribute("data-needs-source") ? this.#source.picture : undefined;
    const seed = values["seed"]?.trim();
    const request = {
      model: values["model"], task, prompt: this.#choice?.hasAttribute("data-takes-words") ? values["prompt"]?.trim() : undefined, count: Number(values["count"] ?? 1),
      ratio: values["ratio"], quality: values["quality"], style: values["style"], negativePrompt: values["negative"]?.trim(),
      seed: seed ? /^\d+$/.test(seed) ? Number(seed) : -1 : undefined,
      source: picture?.id, mask: task === "inpaint" && picture ? await this.#mask.idFor(picture) : undefined,
      strength: values["strength"] ? Number(values["strength"]) / 100 : undefined, scale: values["scale"] ? Number(values["scale"]) : undefined,
      margins: task === "outpaint" ? this.#margins.value : undefined, references: this.#references.ids.length > 0 ? this.#references.ids : undefined,
    };
    return request;
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

  /** Draws the fields of the chosen task and model, and says in them what was said before. */
  async #redraw(model = this.#value("model") || this.#model): Promise<void> {
    const task = this.#task;
    this.#model = model;
    this.#dress();
    const wanted = `${task} ${model}`;
    const turn = ++this.#redraws;
    if (wanted === this.#fields) {
      this.#isDrawing = false;
      return;
    }
    this.#isDrawing = true;
    this.#show();
    const drawn = await fragment(`${this.page.dataset["base"]}/fields/${task}?model=${encodeURIComponent(model)}`).catch((error: unknown) => { this.failed(error); return null; });
    if (turn !== this.#redraws) {
      return;
    }
    this.#isDrawing = false;
    if (!drawn) {
      return;
    }
    const before = { ...this.#remembered(), ...valuesOf(this.#form) };
    const { model: _, task: __, ...rest } = before;
    const focused = part(this.page, "fields").contains(document.activeElement) ? (document.activeElement as HTMLInputElement).name : "";
    part(this.page, "fields").replaceChildren(drawn);
    this.#fields = `${task} ${this.#value("model") || model}`;
    sayValues(this.#form, rest);
    this.#references.draw();
    if (focused) {
      this.#form.querySelector<HTMLElement>(`[name="${focused}"]`)?.focus({ preventScroll: true });
    }
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
    const picture = this.#source.picture;
    if (this.#task === "describe" && picture) {
      void this.#describing.ask(picture);
    }
    void this.#mask.show(this.#source.picture);
    this.#tell();
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
      await this.#redraw();
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
    const prices = JSON.parse(this.page.querySelector<HTMLElement>("[data-prices]")?.dataset["prices"] ?? "{}") as Record<string, number[][]>;
    const row = prices[values["quality"] ?? ""] ?? Object.values(prices)[0] ?? [];
    const count = Number(values["count"] ?? 1);
    const [own = 0, ownMost = 0] = row[count - 1] ?? row.at(-1) ?? [];
    const [others, othersMost] = this.#rivals.price(count);
    const [expected, most] = values["task"] === "describe" ? this.#describing.price : [own + others, ownMost + othersMost];
    this.#rivals.limit();
    this.#foot.isWaiting = this.#isDrawing || this.#source.isComing || this.#references.isComing;
    this.#foot.show(expected, most, this.#lack());
    const strength = this.page.querySelector<HTMLElement>("[data-part=strength-value]");
    if (strength) {
      strength.textContent = `${values["strength"]} %`;
    }
    this.#margins.show(this.#source.picture);
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
