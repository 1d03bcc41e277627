import type { Viewport } from "./viewport";

/** What a hand does on the picture, in its pixels. */
export interface Hand {
  begin(x: number, y: number): void;
  go(points: readonly { readonly x: number; readonly y: number }[]): void;
  end(): void;

  /** It was no stroke after all: a second finger came down. */
  forget(): void;
}

/** Mouse, pen and fingers: one paints, two move and enlarge, the wheel enlarges; held space, or the middle button, moves. */
export class Pointers {
  readonly #down = new Map<number, PointerEvent>();
  #painting: number | undefined;
  #moving = false;
  isSpaceHeld = false;

  constructor(private readonly frame: HTMLElement, private readonly view: Viewport, private readonly hand: Hand, signal: AbortSignal) {
    frame.addEventListener("pointerdown", event => this.#press(event), { signal });
    frame.addEventListener("pointermove", event => this.#drag(event), { signal });
    frame.addEventListener("pointerup", event => this.#lift(event), { signal });
    frame.addEventListener("pointercancel", event => this.#lift(event), { signal });
    frame.addEventListener("wheel", event => {
      event.preventDefault();
      view.zoom(Math.exp(-event.deltaY / 400), event);
    }, { signal, passive: false });
  }

  #press(event: PointerEvent): void {
    event.preventDefault();
    this.frame.setPointerCapture(event.pointerId);
    this.#down.set(event.pointerId, event);
    if (this.#down.size === 2 && this.#painting !== undefined) {
      this.hand.forget();
      this.#painting = undefined;
    } else if (this.#down.size === 1 && event.button === 0 && !this.isSpaceHeld) {
      this.#painting = event.pointerId;
      const { x, y } = this.view.pixelAt(event);
      this.hand.begin(x, y);
    }
    this.#moving = this.#down.size === 1 && this.#painting === undefined;
  }

  #drag(event: PointerEvent): void {
    const before = this.#down.get(event.pointerId);
    if (event.pointerId === this.#painting) {
      const path = event.getCoalescedEvents?.() ?? [];
      this.hand.go((path.length > 0 ? path : [event]).map(one => this.view.pixelAt(one)));
    } else if (before && this.#moving) {
      this.view.move(event.clientX - before.clientX, event.clientY - before.clientY);
    } else if (before && this.#down.size === 2) {
      this.#pinch(before, event);
    }
    if (before) {
      this.#down.set(event.pointerId, event);
    }
  }

  #pinch(before: PointerEvent, now: PointerEvent): void {
    const other = [...this.#down.values()].find(one => one.pointerId !== now.pointerId)!;
    const apart = (one: PointerEvent): number => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const middle = { clientX: (now.clientX + other.clientX) / 2, clientY: (now.clientY + other.clientY) / 2 };
    this.view.zoom(apart(now) / Math.max(1, apart(before)), middle);
    this.view.move((now.clientX - before.clientX) / 2, (now.clientY - before.clientY) / 2);
  }

  #lift(event: PointerEvent): void {
    this.#down.delete(event.pointerId);
    if (event.pointerId === this.#painting) {
      this.#painting = undefined;
      this.hand.end();
    }
    this.#moving = false;
  }
}
