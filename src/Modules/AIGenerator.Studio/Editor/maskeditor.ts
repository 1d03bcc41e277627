import { part } from "@ui/api";
import type { Picture } from "../Form/source";
import { Pointers } from "./pointers";
import { maskCanvas, paint, type Stroke } from "./strokes";
import { Viewport } from "./viewport";

type Tool = "brush" | "eraser" | "box";

/** Marks a part of a picture. Gives the strokes, or nothing where the person left without being done. */
export function editMask(page: HTMLElement, picture: Picture, strokes: readonly Stroke[], keep: (strokes: readonly Stroke[]) => void): Promise<readonly Stroke[] | undefined> {
  return new Promise(resolve => new MaskEditor(part<HTMLDialogElement>(page, "mask-editor"), picture, strokes, keep, resolve));
}

class MaskEditor {
  readonly #abort = new AbortController();
  readonly #canvas: HTMLCanvasElement;
  readonly #view: Viewport;
  readonly #pointers: Pointers;
  #strokes: Stroke[];
  #undone: Stroke[] = [];
  #line: number[] | undefined;
  #corner: { x: number; y: number } | undefined;
  #isDone = false;

  constructor(
    private readonly dialog: HTMLDialogElement, private readonly picture: Picture, strokes: readonly Stroke[], private readonly keep: (strokes: readonly Stroke[]) => void,
    private readonly resolve: (strokes: readonly Stroke[] | undefined) => void) {
    const { signal } = this.#abort;
    this.#strokes = [...strokes];
    this.#canvas = maskCanvas(picture);
    this.#canvas.className = "mask-paint";
    this.#dress();
    dialog.showModal();
    this.#view = new Viewport(part(dialog, "mask-frame"), part(dialog, "mask-stage"), picture.width, picture.height);
    this.#pointers = new Pointers(part(dialog, "mask-frame"), this.#view, {
      begin: (x, y) => this.#begin(x, y), go: points => this.#go(points), end: () => this.#end(), forget: () => { this.#line = this.#corner = this.#last = undefined; this.#redraw(); },
    }, signal);
    dialog.addEventListener("click", event => this.#click(event), { signal });
    dialog.addEventListener("keydown", event => this.#key(event), { signal });
    dialog.addEventListener("keyup", event => { if (event.key === " ") { this.#pointers.isSpaceHeld = false; } }, { signal });
    dialog.addEventListener("input", () => this.#showSize(), { signal });
    dialog.addEventListener("close", () => this.#close(), { signal });
    part(dialog, "mask-frame").addEventListener("pointermove", event => this.#follow(event), { signal });
    addEventListener("resize", () => this.#view.fit(), { signal });
    this.#redraw();
    this.#showSize();
  }

  get #tool(): Tool { return (this.dialog.querySelector<HTMLInputElement>("[name=mask-tool]:checked")?.value ?? "brush") as Tool; }

  /** Of the brush, in the picture's pixels: the slider is in thousandths of the picture's shorter side. */
  get #width(): number { return Math.max(1, Number(part<HTMLInputElement>(this.dialog, "mask-size").value) / 1000 * Math.min(this.picture.width, this.picture.height)); }

  #dress(): void {
    const stage = part(this.dialog, "mask-stage");
    const image = stage.querySelector("img")!;
    image.src = `/api/assets/${this.picture.id}`;
    image.width = this.picture.width;
    image.height = this.picture.height;
    stage.querySelector("canvas")?.remove();
    stage.append(this.#canvas);
    this.#canvas.style.inlineSize = `${this.picture.width}px`;
    this.#canvas.style.blockSize = `${this.picture.height}px`;
    for (const [side, most] of [["x", this.picture.width], ["y", this.picture.height], ["width", this.picture.width], ["height", this.picture.height]] as const) {
      const field = this.#number(side);
      field.max = String(most);
      field.value = String(side === "x" || side === "y" ? Math.round(most / 4) : Math.round(most / 2));
    }
  }

  #begin(x: number, y: number): void {
    if (this.#tool === "box") {
      this.#corner = { x, y };
    } else {
      this.#line = [Math.round(x), Math.round(y)];
      this.#drawLine();
    }
  }

  #go(points: readonly { x: number; y: number }[]): void {
    if (this.#line) {
      this.#line.push(...points.flatMap(({ x, y }) => [Math.round(x), Math.round(y)]));
      this.#drawLine();
    } else if (this.#corner && points.length > 0) {
      this.#redraw();
      paint(this.#canvas, this.picture, [this.#boxTo(points[points.length - 1]!)]);
      this.#last = points[points.length - 1]!;
    }
  }

  #last: { x: number; y: number } | undefined;

  #end(): void {
    if (this.#line) {
      this.#do({ kind: "line", erases: this.#tool === "eraser", width: this.#width, points: this.#line });
    } else if (this.#corner && this.#last) {
      this.#do(this.#boxTo(this.#last));
    }
    this.#line = this.#corner = this.#last = undefined;
  }

  #drawLine(): void {
    paint(this.#canvas, this.picture, [{ kind: "line", erases: this.#tool === "eraser", width: this.#width, points: this.#line!.slice(-64) }]);
  }

  #boxTo({ x, y }: { x: number; y: number }): Stroke {
    const from = this.#corner!;
    return { kind: "box", erases: false, x: Math.round(Math.min(from.x, x)), y: Math.round(Math.min(from.y, y)), width: Math.round(Math.abs(x - from.x)), height: Math.round(Math.abs(y - from.y)) };
  }

  #do(stroke: Stroke): void {
    this.#strokes.push(stroke);
    this.#undone = [];
    this.#redraw();
  }

  #redraw(): void {
    this.#canvas.width = this.#canvas.width;
    paint(this.#canvas, this.picture, this.#strokes);
    part(this.dialog, "mask-undo").setAttribute("aria-disabled", String(this.#strokes.length === 0));
    part(this.dialog, "mask-redo").setAttribute("aria-disabled", String(this.#undone.length === 0));
    this.keep(this.#strokes);
  }

  #click(event: MouseEvent): void {
    const what = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-part]")?.dataset["part"] : undefined;
    switch (what) {
      case "mask-undo": this.#undo(); break;
      case "mask-redo": this.#redo(); break;
      case "mask-clear": this.#do({ kind: "clear" }); break;
      case "mask-invert": this.#do({ kind: "invert" }); break;
      case "mask-in": this.#view.zoom(1.4); break;
      case "mask-out": this.#view.zoom(1 / 1.4); break;
      case "mask-fit": this.#view.fit(); break;
      case "mask-box-mark": this.#markBox(false); break;
      case "mask-box-erase": this.#markBox(true); break;
      case "mask-done": this.#isDone = true; this.dialog.close(); break;
      case "mask-close": this.dialog.close(); break;
    }
  }

  #markBox(erases: boolean): void {
    const [x, y, width, height] = (["x", "y", "width", "height"] as const).map(side => Math.max(0, Math.round(Number(this.#number(side).value) || 0))) as [number, number, number, number];
    this.#do({ kind: "box", erases, x, y, width, height });
  }

  #undo(): void {
    const last = this.#strokes.pop();
    if (last) {
      this.#undone.push(last);
      this.#redraw();
    }
  }

  #redo(): void {
    const next = this.#undone.pop();
    if (next) {
      this.#strokes.push(next);
      this.#redraw();
    }
  }

  #key(event: KeyboardEvent): void {
    const isText = event.target instanceof HTMLInputElement && event.target.type === "number";
    const size = part<HTMLInputElement>(this.dialog, "mask-size");
    const key = event.key.toLowerCase();
    const act = (event.ctrlKey || event.metaKey) && key === "z" ? () => event.shiftKey ? this.#redo() : this.#undo()
      : (event.ctrlKey || event.metaKey) && key === "y" ? () => this.#redo()
      : isText || event.ctrlKey || event.metaKey || event.altKey ? undefined
      : { b: () => this.#choose("brush"), e: () => this.#choose("eraser"), r: () => this.#choose("box"), "+": () => this.#view.zoom(1.4), "=": () => this.#view.zoom(1.4), "-": () => this.#view.zoom(1 / 1.4),
          "0": () => this.#view.fit(), "[": () => { size.stepDown(2); this.#showSize(); }, "]": () => { size.stepUp(2); this.#showSize(); } }[key];
    if (act) {
      event.preventDefault();
      act();
    } else if (event.key === " " && event.target === this.dialog) {
      event.preventDefault();
      this.#pointers.isSpaceHeld = true;
    }
  }

  #choose(tool: Tool): void {
    this.dialog.querySelector<HTMLInputElement>(`[name=mask-tool][value=${tool}]`)!.checked = true;
  }

  #showSize(): void {
    part(this.dialog, "mask-size-value").textContent = `${Math.round(this.#width)} px`;
  }

  #follow(event: PointerEvent): void {
    const cursor = part(this.dialog, "mask-cursor");
    const box = part(this.dialog, "mask-frame").getBoundingClientRect();
    const size = this.#width * this.#view.scale;
    cursor.hidden = event.pointerType === "touch" || this.#tool === "box";
    cursor.style.inlineSize = cursor.style.blockSize = `${size}px`;
    cursor.style.transform = `translate(${event.clientX - box.left - size / 2}px, ${event.clientY - box.top - size / 2}px)`;
  }

  #number(side: "x" | "y" | "width" | "height"): HTMLInputElement {
    return this.dialog.querySelector<HTMLInputElement>(`[name="mask-${side}"]`)!;
  }

  #close(): void {
    this.#abort.abort();
    this.resolve(this.#isDone ? this.#strokes : undefined);
  }
}
