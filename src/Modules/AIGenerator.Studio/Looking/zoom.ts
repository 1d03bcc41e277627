/** A picture nearer and farther: wheel, two fingers, keys, double click; one finger moves what is near, and turns the page of what is not. */
export class Zoom {
  readonly #down = new Map<number, PointerEvent>();
  #scale = 1;
  #x = 0;
  #y = 0;
  #from: PointerEvent | undefined;

  constructor(private readonly frame: HTMLElement, private readonly stage: HTMLElement, private readonly turn: (way: number) => void, signal: AbortSignal) {
    frame.addEventListener("wheel", event => { event.preventDefault(); this.by(Math.exp(-event.deltaY / 400), event); }, { signal, passive: false });
    frame.addEventListener("dblclick", event => { if (this.#scale > 1) { this.reset(); } else { this.by(2.5, event); } }, { signal });
    frame.addEventListener("pointerdown", event => {
      if (!(event.target instanceof HTMLInputElement)) {
        this.#down.set(event.pointerId, event);
        this.#from = this.#down.size === 1 ? event : undefined;
        frame.setPointerCapture(event.pointerId);
      }
    }, { signal });
    frame.addEventListener("pointermove", event => this.#drag(event), { signal });
    frame.addEventListener("pointerup", event => this.#lift(event), { signal });
    frame.addEventListener("pointercancel", event => { this.#down.delete(event.pointerId); this.#from = undefined; }, { signal });
  }

  reset(): void {
    this.#scale = 1;
    this.#x = this.#y = 0;
    this.#apply();
  }

  /** Around a place of the screen; around the middle where none is given. */
  by(factor: number, at?: { readonly clientX: number; readonly clientY: number }): void {
    const box = this.frame.getBoundingClientRect();
    const x = at ? at.clientX - box.left - box.width / 2 : 0;
    const y = at ? at.clientY - box.top - box.height / 2 : 0;
    const scale = Math.min(12, Math.max(1, this.#scale * factor));
    this.#x = scale === 1 ? 0 : x - (x - this.#x) * scale / this.#scale;
    this.#y = scale === 1 ? 0 : y - (y - this.#y) * scale / this.#scale;
    this.#scale = scale;
    this.#apply();
  }

  #drag(event: PointerEvent): void {
    const before = this.#down.get(event.pointerId);
    if (!before) {
      return;
    }
    if (this.#down.size === 2) {
      const other = [...this.#down.values()].find(one => one.pointerId !== event.pointerId)!;
      const apart = (one: PointerEvent): number => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      this.by(apart(event) / Math.max(1, apart(before)), { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 });
    } else if (this.#scale > 1) {
      this.#x += event.clientX - before.clientX;
      this.#y += event.clientY - before.clientY;
      this.#from = undefined;
      this.#apply();
    }
    this.#down.set(event.pointerId, event);
  }

  #lift(event: PointerEvent): void {
    this.#down.delete(event.pointerId);
    const way = this.#from && this.#scale === 1 && event.pointerType === "touch" ? event.clientX - this.#from.clientX : 0;
    if (Math.abs(way) > 60) {
      this.turn(way < 0 ? 1 : -1);
    }
    this.#from = undefined;
  }

  #apply(): void {
    this.stage.style.transform = this.#scale === 1 ? "" : `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})`;
  }
}
