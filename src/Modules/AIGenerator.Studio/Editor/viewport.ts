/** What a picture in an editor is seen through: as large as there is room, moved and enlarged with wheel, fingers and keys. */
export class Viewport {
  #scale = 1;
  #x = 0;
  #y = 0;

  constructor(private readonly frame: HTMLElement, private readonly stage: HTMLElement, private readonly width: number, private readonly height: number) {
    this.fit();
  }

  get scale(): number { return this.#scale; }

  /** The whole picture, in the middle. */
  fit(): void {
    const { clientWidth, clientHeight } = this.frame;
    this.#scale = Math.min(clientWidth / this.width, clientHeight / this.height, 4);
    this.#x = (clientWidth - this.width * this.#scale) / 2;
    this.#y = (clientHeight - this.height * this.#scale) / 2;
    this.#apply();
  }

  /** Enlarges around a place of the screen; around the middle where none is given. */
  zoom(factor: number, at?: { readonly clientX: number; readonly clientY: number }): void {
    const box = this.frame.getBoundingClientRect();
    const x = at ? at.clientX - box.left : box.width / 2;
    const y = at ? at.clientY - box.top : box.height / 2;
    const least = Math.min(box.width / this.width, box.height / this.height) / 2;
    const scale = Math.min(16, Math.max(least, this.#scale * factor));
    this.#x = x - (x - this.#x) * scale / this.#scale;
    this.#y = y - (y - this.#y) * scale / this.#scale;
    this.#scale = scale;
    this.#apply();
  }

  move(x: number, y: number): void {
    this.#x += x;
    this.#y += y;
    this.#apply();
  }

  /** The pixel of the picture under a place of the screen. */
  pixelAt(at: { readonly clientX: number; readonly clientY: number }): { x: number; y: number } {
    const box = this.frame.getBoundingClientRect();
    return { x: (at.clientX - box.left - this.#x) / this.#scale, y: (at.clientY - box.top - this.#y) / this.#scale };
  }

  #apply(): void {
    this.stage.style.transform = `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})`;
  }
}
