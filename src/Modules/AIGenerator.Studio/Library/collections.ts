import { call, fill, fragment, part, Refusal } from "@ui/api";
import { toast } from "@ui/toast";

interface Collection { readonly id: string; readonly name: string }

/** The row of collections: which one is open, new ones, names, Undo. */
export class Collections {
  #named: ((name: string) => Promise<void>) | undefined;
  #drawing = 0;

  /** `opened` is told when another one is to be shown. */
  constructor(private readonly library: HTMLElement, private readonly opened: () => void, signal: AbortSignal) {
    part(library, "collection-form").addEventListener("submit", event => { event.preventDefault(); void this.#submit(); }, { signal });
    this.#input.addEventListener("input", () => this.#refuse(""), { signal });
    library.querySelector("#library-add")!.addEventListener("beforetoggle", () => this.#fillMenu(), { signal });
  }

  get current(): string {
    return this.library.querySelector<HTMLElement>(".library-chip[aria-current]")?.dataset["collection"] ?? "";
  }

  get name(): string {
    return this.nameOf(this.current);
  }

  nameOf(id: string): string {
    return this.library.querySelector(`.library-chip[data-collection="${id}"]`)?.textContent?.trim() ?? "";
  }

  async open(id: string): Promise<void> {
    for (const chip of this.library.querySelectorAll(".library-chip")) {
      chip.removeAttribute("aria-current");
    }
    this.library.querySelector(`.library-chip[data-collection="${id}"]`)?.setAttribute("aria-current", "true");
    this.opened();
    await this.draw(id);
  }

  /** Draws the row as the server has it; an older answer that comes late is not drawn. */
  async draw(open = this.current): Promise<void> {
    const place = part(this.library, "collections");
    const turn = ++this.#drawing;
    const row = await fragment(`${this.library.dataset["src"]}/collections?collection=${open}`);
    if (row && turn === this.#drawing) {
      const focused = place.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset["collection"] : undefined;
      place.replaceChildren(row);
      place.querySelector(".library-chip[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
      if (focused !== undefined) {
        place.querySelector<HTMLElement>(`[data-collection="${focused}"]`)?.focus({ preventScroll: true });
      }
    }
  }

  /** Asks for a name, makes the collection and gives it to whoever needs it. */
  create(then: (made: Collection) => Promise<void>): void {
    this.#ask(this.library.dataset["textNew"]!, "", async name => then(await call<Collection>("POST", "/api/collections", { name })));
  }

  rename(): void {
    const id = this.current;
    this.#ask(this.library.dataset["textRename"]!, this.name, async name => {
      await call("PATCH", `/api/collections/${id}`, { name });
      await this.draw();
    });
  }

  async delete(): Promise<void> {
    const { current: id, name } = this;
    await call("DELETE", `/api/collections/${id}`);
    await this.open("");
    toast(fill(this.library.dataset["textGone"], { name }), {
      ms: 10_000,
      action: this.library.dataset["textUndo"]!,
      act: () => void call("DELETE", `/api/collections/${id}/deletion`).then(() => this.draw(id)).then(() => this.open(id), error => this.#complain(error)),
    });
  }

  #complain(error: unknown): void {
    toast(error instanceof Refusal && error.message ? error.message : this.library.dataset["textUnreachable"]!, { isError: true });
  }

  get #dialog(): HTMLDialogElement { return this.library.querySelector<HTMLDialogElement>("#collection-dialog")!; }
  get #input(): HTMLInputElement { return this.library.querySelector<HTMLInputElement>("[name=collection-name]")!; }

  #ask(title: string, name: string, named: (name: string) => Promise<void>): void {
    this.#named = named;
    this.#dialog.querySelector("h2")!.textContent = title;
    this.#input.value = name;
    this.#refuse("");
    this.#dialog.showModal();
    this.#input.focus();
    this.#input.select();
  }

  async #submit(): Promise<void> {
    try {
      await this.#named?.(this.#input.value);
      this.#dialog.close();
    } catch (error) {
      this.#refuse(error instanceof Refusal && error.message ? error.message : this.library.dataset["textUnreachable"]!);
      this.#input.focus();
    }
  }

  #refuse(text: string): void {
    const place = part(this.library, "collection-refusal");
    place.textContent = text;
    place.hidden = text === "";
    this.#input.setAttribute("aria-invalid", String(text !== ""));
  }

  #fillMenu(): void {
    const items = [...this.library.querySelectorAll<HTMLElement>(".library-chip[data-collection]")].filter(chip => chip.dataset["collection"]).map(chip => {
      const item = Object.assign(document.createElement("button"), { type: "button", className: "menu-item", tabIndex: -1 });
      item.setAttribute("role", "menuitem");
      Object.assign(item.dataset, { do: "add", collection: chip.dataset["collection"]! });
      item.append(Object.assign(document.createElement("span"), { className: "menu-text", dir: "auto", textContent: chip.textContent?.trim() }));
      return item;
    });
    part(this.library, "add-to").replaceChildren(...items);
  }
}
