import { fill, number, part } from "@ui/api";
import { toast } from "@ui/toast";
import { next } from "./walking";

const longPressMs = 450;

/** Which pictures of the grid are chosen, by pointer, finger or key. One tile at a time is a stop of the Tab key; arrows walk over the rest. */
export class Selection {
  readonly #chosen = new Set<string>();
  #isOn = false;
  #last: string | undefined;
  #press = 0;
  #swallows = false;

  constructor(private readonly library: HTMLElement, signal: AbortSignal) {
    library.addEventListener("click", event => this.#click(event), { signal });
    library.addEventListener("keydown", event => this.#key(event), { signal });
    library.addEventListener("focusin", event => { const tile = tileOf(event.target); if (tile) { this.#stopAt(tile); } }, { signal });
    library.addEventListener("pointerdown", event => this.#pressed(event), { signal });
    for (const kind of ["pointerup", "pointercancel", "pointermove", "scroll"]) {
      library.addEventListener(kind, event => {
        if (!(event instanceof PointerEvent) || event.type !== "pointermove" || Math.abs(event.movementX) + Math.abs(event.movementY) > 6) {
          clearTimeout(this.#press);
        }
      }, { signal, capture: true, passive: true });
    }
    library.addEventListener("contextmenu", event => { if (this.#swallows) { event.preventDefault(); } }, { signal });
  }

  get ids(): string[] {
    return this.tiles.map(tile => tile.dataset["tile"]!).filter(id => this.#chosen.has(id));
  }

  get tiles(): HTMLElement[] {
    return [...this.library.querySelectorAll<HTMLElement>("[data-tile]")];
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  enter(): void {
    this.#isOn = true;
    this.show();
  }

  leave(): void {
    const hadFocus = this.library.querySelector("[data-part=bar]")?.contains(document.activeElement);
    this.#isOn = false;
    this.#chosen.clear();
    this.#last = undefined;
    this.show();
    if (hadFocus) {
      this.library.querySelector<HTMLElement>("[data-do=select]")?.focus();
    }
  }

  every(): void {
    this.#isOn = true;
    this.#choose(this.tiles, true);
  }

  /** Draws what is chosen; tiles that are gone are chosen no longer. */
  show(): void {
    const tiles = this.tiles;
    const there = new Set(tiles.map(tile => tile.dataset["tile"]!));
    for (const id of this.#chosen) {
      if (!there.has(id)) {
        this.#chosen.delete(id);
      }
    }
    this.library.toggleAttribute("data-choosing", this.#isOn);
    const focused = tileOf(document.activeElement);
    for (const tile of tiles) {
      const isChosen = this.#chosen.has(tile.dataset["tile"]!);
      box(tile).checked = isChosen;
      tile.toggleAttribute("data-chosen", isChosen);
    }
    this.#stopAt(focused ?? tiles.find(tile => link(tile).tabIndex === 0 || box(tile).tabIndex === 0) ?? tiles[0]);
    part(this.library, "bar").hidden = !this.#isOn;
    part(this.library, "count").textContent = fill(this.library.dataset["textSelected"], { count: number(this.#chosen.size) });
    for (const button of this.library.querySelectorAll<HTMLElement>("[data-needs] > button, [data-part=bar] [data-do=delete], [data-do=take-out]")) {
      button.toggleAttribute("disabled", this.#chosen.size === 0);
    }
    this.library.querySelector("[data-do=select]")?.setAttribute("aria-pressed", String(this.#isOn));
  }

  #choose(tiles: readonly HTMLElement[], isOn: boolean): void {
    const most = Number(this.library.dataset["most"]);
    for (const tile of tiles) {
      const id = tile.dataset["tile"]!;
      if (!isOn) {
        this.#chosen.delete(id);
      } else if (this.#chosen.size < most || this.#chosen.has(id)) {
        this.#chosen.add(id);
      } else {
        toast(this.library.dataset["textMost"] ?? "");
        break;
      }
    }
    this.show();
  }

  #toggle(tile: HTMLElement, isRange: boolean): void {
    const tiles = this.tiles;
    const id = tile.dataset["tile"]!;
    const [from, to] = [tiles.findIndex(one => one.dataset["tile"] === this.#last), tiles.indexOf(tile)];
    const isOn = isRange || !this.#chosen.has(id);
    this.#isOn = true;
    this.#choose(isRange && from >= 0 ? tiles.slice(Math.min(from, to), Math.max(from, to) + 1) : [tile], isOn);
    this.#last = id;
  }

  #click(event: MouseEvent): void {
    const tile = tileOf(event.target);
    if (!tile) {
      return;
    }
    if (this.#swallows) {
      this.#swallows = false;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const isBox = event.target instanceof HTMLInputElement;
    const isLabel = !isBox && (event.target as Element).closest(".library-check");
    if (isLabel) {
      // The click on the box follows, without the keys that were held.
      event.preventDefault();
    }
    if (isBox || isLabel || this.#isOn || event.shiftKey) {
      event.stopPropagation();
      if (!isBox) {
        event.preventDefault();
      }
      this.#toggle(tile, event.shiftKey);
      (this.#isOn ? box(tile) : link(tile)).focus({ preventScroll: true });
    }
  }

  #key(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (target.closest("dialog, [popover], select") || event.isComposing) {
      return;
    }
    const tile = tileOf(target);
    if (event.key === "Escape" && this.#isOn) {
      event.preventDefault();
      event.stopPropagation();
      this.leave();
      (tile ? link(tile) : undefined)?.focus();
    } else if ((event.ctrlKey || event.metaKey) && event.code === "KeyA" && (tile || this.#isOn)) {
      event.preventDefault();
      this.every();
    } else if (tile && event.key === " " && target === link(tile)) {
      event.preventDefault();
      this.#toggle(tile, event.shiftKey);
      box(tile).focus();
    } else if (tile && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const to = next(this.tiles, tile, event.key);
      if (to) {
        event.preventDefault();
        (this.#isOn ? box(to) : link(to)).focus();
      }
    }
  }

  #pressed(event: PointerEvent): void {
    const tile = tileOf(event.target);
    this.#swallows = false;
    clearTimeout(this.#press);
    if (tile && event.pointerType === "touch" && !this.#isOn) {
      this.#press = setTimeout(() => {
        this.#swallows = true;
        this.#toggle(tile, false);
      }, longPressMs);
    }
  }

  #stopAt(stop: HTMLElement | undefined): void {
    for (const tile of this.tiles) {
      link(tile).tabIndex = tile === stop && !this.#isOn ? 0 : -1;
      box(tile).tabIndex = tile === stop && this.#isOn ? 0 : -1;
    }
  }
}

const tileOf = (target: EventTarget | null): HTMLElement | null => target instanceof Element ? target.closest<HTMLElement>("[data-tile]") : null;

const link = (tile: HTMLElement): HTMLElement => tile.querySelector<HTMLElement>("a")!;

const box = (tile: HTMLElement): HTMLInputElement => tile.querySelector<HTMLInputElement>("input")!;
