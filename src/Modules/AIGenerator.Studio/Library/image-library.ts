import { live, type LiveEvent } from "@client/live/live";
import { call, fill, fragment, number, part, Refusal } from "@ui/api";
import { toast } from "@ui/toast";
import { Collections } from "./collections";
import { save } from "./saving";
import { Selection } from "./selection";

interface LiveMedia { readonly media: { readonly stage: string; readonly state: string } }

/** A tile that was taken away, and what marks its place. */
interface Gap { readonly tile: HTMLElement; readonly mark: Comment }

/** All pictures as a grid: narrowed, chosen, saved, collected, deleted and brought back. */
class ImageLibrary extends HTMLElement {
  readonly #gaps = new Map<string, Gap>();
  #abort: AbortController | undefined;
  #unwatch: (() => void) | undefined;
  #sight: IntersectionObserver | undefined;
  #selection!: Selection;
  #collections!: Collections;
  #turn = 0;
  #isStale = false;

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    this.#selection = new Selection(this, signal);
    this.#collections = new Collections(this, () => { this.#selection.leave(); void this.#draw(); }, signal);
    this.addEventListener("click", event => this.#click(event), { signal });
    this.addEventListener("change", event => { if ((event.target as Element).matches("[data-filter]")) { void this.#draw(); } }, { signal });
    const form = part<HTMLFormElement>(this.#page, "search-form");
    form.addEventListener("submit", event => { event.preventDefault(); void this.#draw(); }, { signal });
    part(this.#page, "search").addEventListener("search", () => void this.#draw(), { signal });
    this.#page.addEventListener("studio:view", () => void this.#turned(), { signal });
    this.#page.addEventListener("studio:deleted", event => this.#take([(event as CustomEvent<string>).detail]), { signal });
    this.#page.addEventListener("studio:restored", event => this.#giveBack([(event as CustomEvent<string>).detail]), { signal });
    this.#unwatch = live.watch("media", Infinity, event => void this.#hear(event));
    if (this.#grid) {
      this.#arrived();
    }
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
    this.#unwatch?.();
    this.#sight?.disconnect();
  }

  get #page(): HTMLElement { return this.closest<HTMLElement>("image-studio")!; }
  get #grid(): HTMLElement | null { return this.querySelector<HTMLElement>("[data-part=grid]"); }
  get #words(): string { return part<HTMLInputElement>(this.#page, "search").value.trim(); }

  #query(): URLSearchParams {
    const query = new URLSearchParams();
    for (const [name, value] of [["q", this.#words], ["origin", this.#filter("origin")], ["by", this.#filter("by")], ["collection", this.#collections.current]] as const) {
      if (value) {
        query.set(name, value);
      }
    }
    return query;
  }

  #filter(name: string): string {
    return this.querySelector<HTMLSelectElement>(`[data-filter][name=${name}]`)?.value ?? "";
  }

  /** The address tells what is shown: a reload and the way back show it again. Undo may be pressed when it is already another page's. */
  #tellAddress(): void {
    if (!this.isConnected || location.pathname !== this.#page.dataset["base"]) {
      return;
    }
    const url = new URL(location.href);
    const query = this.hidden ? new URLSearchParams(this.#words ? { q: this.#words } : {}) : this.#query();

    // What the form has put there stays.
    for (const name of ["view", "q", "origin", "by", "collection"]) {
      url.searchParams.delete(name);
    }
    for (const [name, value] of [...this.hidden ? [] : [["view", "grid"]], ...query] as [string, string][]) {
      url.searchParams.set(name, value);
    }
    history.replaceState(history.state, "", url);
  }

  async #turned(): Promise<void> {
    this.#tellAddress();
    if (this.hidden) {
      this.#selection.leave();
    } else if (!this.#grid) {
      await this.#open();
    } else if (this.#isStale) {
      await this.#draw();
    }
  }

  /** Draws all of it: what one can narrow it by, too. */
  async #open(): Promise<void> {
    const turn = ++this.#turn;
    await this.#try(async () => {
      const body = await fragment(`${this.dataset["src"]}?${this.#query()}`);
      if (body && turn === this.#turn) {
        this.#isStale = false;
        part(this, "library-body").replaceChildren(body);
        this.#arrived();
      }
    });
  }

  async #draw(): Promise<void> {
    if (this.hidden || !this.#grid) {
      this.#isStale = true;
      return;
    }
    const turn = ++this.#turn;
    this.#tellAddress();
    await this.#try(async () => {
      const tiles = await fragment(`${this.dataset["src"]}/tiles?${this.#query()}`);

      // The answer to an older question may come later than the answer to a newer one.
      if (tiles && turn === this.#turn && this.#grid) {
        this.#isStale = false;
        this.#gaps.clear();
        this.#grid.replaceChildren(tiles);
        this.#arrived();
      }
    });
  }

  async #more(button: HTMLElement): Promise<void> {
    button.setAttribute("disabled", "");
    const turn = this.#turn;
    await this.#try(async () => {
      const query = this.#query();
      query.set("before", button.dataset["before"]!);
      const tiles = await fragment(`${this.dataset["src"]}/tiles?${query}`);
      if (tiles && turn === this.#turn) {
        const hadFocus = button === document.activeElement;
        const first = tiles.querySelector<HTMLElement>("[data-tile] a");
        button.closest("li")!.replaceWith(tiles);
        this.#arrived();
        if (hadFocus) {
          first?.focus({ preventScroll: true });
        }
      }
    });
    button.removeAttribute("disabled");
  }

  /** New tiles are there: they can be chosen, and the end of them asks for more when it comes into sight. */
  #arrived(): void {
    this.#selection.show();
    part(this, "take-out").hidden = this.#collections.current === "";
    this.#sight?.disconnect();
    const button = this.querySelector<HTMLElement>("[data-do=more]");
    if (button) {
      const stream = this.closest<HTMLElement>(".studio-stream")!;
      const root = getComputedStyle(stream).overflowY === "auto" ? stream : this.#page;
      this.#sight = new IntersectionObserver(seen => { if (seen.some(one => one.isIntersecting)) { this.#sight?.disconnect(); void this.#more(button); } }, { root, rootMargin: "600px" });
      this.#sight.observe(button);
    }
  }

  /** What was drawn meanwhile comes to its place; nothing else moves out of its order. */
  async #hear(event: LiveEvent): Promise<void> {
    const media = (event.data as LiveMedia | undefined)?.media;
    if (event.type !== "media" || media?.stage !== "ended" || media.state !== "succeeded" || this.#collections.current) {
      return;
    }
    if (this.hidden || this.#selection.tiles.length === 0) {
      await (this.hidden || this.#query().size > 0 ? this.#draw() : this.#open());
      return;
    }
    const turn = this.#turn;
    const tiles = await fragment(`${this.dataset["src"]}/tiles?${this.#query()}`).catch(() => null);
    if (tiles && turn === this.#turn) {
      this.#place([...tiles.querySelectorAll<HTMLElement>("[data-tile]")]);
      this.#selection.show();
    }
  }

  /** Puts new tiles where they belong: orders that ran side by side end in any order. */
  #place(tiles: HTMLElement[]): void {
    let last: HTMLElement | undefined;
    for (const tile of tiles.filter(one => !this.#gaps.has(one.dataset["tile"]!))) {
      const there = this.#grid?.querySelector<HTMLElement>(`[data-tile="${tile.dataset["tile"]}"]`);
      if (!there && last) {
        last.after(tile);
      } else if (!there) {
        this.#grid?.prepend(tile);
      }
      last = there ?? tile;
    }
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do], .library-chip") : null;
    switch (target?.dataset["do"]) {
      case "more": void this.#more(target); break;
      case "select": if (this.#selection.isOn) { this.#selection.leave(); } else { this.#selection.enter(); } break;
      case "leave": this.#selection.leave(); break;
      case "every": this.#selection.every(); break;
      case "widen": this.#widen(); break;
      case "save": save(this.#selection.ids, target.dataset["format"] ?? "", this.dataset["archive"]!); break;
      case "delete": void this.#try(() => this.#delete(this.#selection.ids)); break;
      case "add": void this.#try(() => this.#add(target.dataset["collection"]!, this.#collections.nameOf(target.dataset["collection"]!))); break;
      case "add-new": this.#collections.create(async made => { await this.#collections.draw(); await this.#add(made.id, made.name); }); break;
      case "take-out": void this.#try(() => this.#takeOut()); break;
      case "new-collection": this.#collections.create(async made => { await this.#collections.draw(); await this.#collections.open(made.id); }); break;
      case "rename-collection": this.#collections.rename(); break;
      case "delete-collection": void this.#try(() => this.#collections.delete()); break;
      case undefined:
        if (target && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
          event.preventDefault();
          void this.#try(() => this.#collections.open(target.dataset["collection"] ?? ""));
        }
    }
  }

  #widen(): void {
    part<HTMLInputElement>(this.#page, "search").value = "";
    for (const filter of this.querySelectorAll<HTMLSelectElement>("[data-filter]")) {
      filter.value = "";
    }
    part<HTMLFormElement>(this.#page, "search-form").requestSubmit();
  }

  async #delete(ids: string[]): Promise<void> {
    await call("PUT", "/api/assets/deletion", { ids });
    const generations = this.#take(ids);
    this.#selection.leave();
    toast(fill(this.dataset["textDeleted"], { count: number(ids.length) }), {
      ms: 10_000,
      action: this.dataset["textUndo"]!,
      act: () => void this.#try(async () => {
        await call("DELETE", "/api/assets/deletion", { ids });
        this.#giveBack(ids);
        this.#tell(generations);
      }),
    });
    this.#tell(generations);
  }

  async #add(id: string, name: string): Promise<void> {
    const { ids } = this.#selection;
    const { count } = await call<{ count: number }>("PUT", `/api/collections/${id}/assets`, { ids });
    this.#selection.leave();
    toast(fill(this.dataset["textAdded"], { name }), {
      // What lay in it before would be taken out with the rest.
      ...count === ids.length ? { ms: 10_000, action: this.dataset["textUndo"]!, act: () => void this.#try(() => call("DELETE", `/api/collections/${id}/assets`, { ids })) } : {},
    });
  }

  async #takeOut(): Promise<void> {
    const { ids } = this.#selection;
    const { current: id, name } = this.#collections;
    await call("DELETE", `/api/collections/${id}/assets`, { ids });
    this.#take(ids);
    this.#selection.leave();
    toast(fill(this.dataset["textRemoved"], { name }), {
      ms: 10_000,
      action: this.dataset["textUndo"]!,
      // The last to be added lies on top, so the first goes last.
      act: () => void this.#try(async () => { await call("PUT", `/api/collections/${id}/assets`, { ids: [...ids].reverse() }); await this.#draw(); }),
    });
  }

  /** Takes tiles out of the grid, which remembers their places; what made them. */
  #take(ids: string[]): string[] {
    const generations = new Set<string>();
    for (const tile of this.#selection.tiles.filter(one => ids.includes(one.dataset["tile"]!))) {
      const mark = document.createComment("");
      tile.replaceWith(mark);
      this.#gaps.set(tile.dataset["tile"]!, { tile, mark });
      if (tile.dataset["generation"]) {
        generations.add(tile.dataset["generation"]);
      }
    }
    if (this.#grid && !this.#grid.querySelector("li")) {
      void this.#draw();
    }
    return [...generations];
  }

  #giveBack(ids: string[]): void {
    let isLost = false;
    for (const id of ids) {
      const gap = this.#gaps.get(id);
      this.#gaps.delete(id);
      if (gap?.mark.isConnected) {
        gap.mark.replaceWith(gap.tile);
      } else {
        isLost = true;
      }
    }
    if (isLost) {
      void this.#draw();
    } else {
      this.#selection.show();
    }
  }

  /** The stream shows the same pictures. */
  #tell(generations: string[]): void {
    this.#page.dispatchEvent(new CustomEvent("studio:changed", { detail: generations }));
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      toast(error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "", { isError: true });
    }
  }
}

customElements.define("image-library", ImageLibrary);
