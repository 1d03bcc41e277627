import { part } from "@ui/api";

/** One picture large, with its neighbours a key or a swipe away. */
export class Lightbox {
  #asset = "";
  #touch: number | undefined;

  constructor(private readonly page: HTMLElement, private readonly remove: (asset: string) => Promise<void>, signal: AbortSignal) {
    part(page, "lightbox-close").addEventListener("click", () => this.#dialog.close(), { signal });
    part(page, "lightbox-previous").addEventListener("click", () => this.#step(-1), { signal });
    part(page, "lightbox-next").addEventListener("click", () => this.#step(1), { signal });
    part(page, "lightbox-delete").addEventListener("click", () => { const asset = this.#asset; this.#dialog.close(); void this.remove(asset); }, { signal });
    this.#dialog.addEventListener("keydown", event => this.#key(event), { signal });
    this.#dialog.addEventListener("click", event => { if (event.target === this.#dialog) { this.#dialog.close(); } }, { signal });
    this.#dialog.addEventListener("close", () => this.#link(this.#asset)?.focus(), { signal });
    this.#dialog.addEventListener("touchstart", event => { this.#touch = event.touches.length === 1 ? event.touches[0]!.clientX : undefined; }, { signal, passive: true });
    this.#dialog.addEventListener("touchend", event => this.#swiped(event), { signal, passive: true });
  }

  get #dialog(): HTMLDialogElement { return part<HTMLDialogElement>(this.page, "lightbox"); }
  get #links(): HTMLAnchorElement[] { return [...this.page.querySelectorAll<HTMLAnchorElement>("[data-do=open]")]; }

  open(link: HTMLAnchorElement): void {
    this.#show(link);
    this.#dialog.showModal();
  }

  #show(link: HTMLAnchorElement): void {
    const links = this.#links;
    const at = links.indexOf(link);
    this.#asset = link.dataset["asset"] ?? "";
    const picture = part<HTMLImageElement>(this.page, "lightbox-picture");
    const prompt = link.querySelector("img")?.alt ?? "";
    picture.src = link.href;
    picture.alt = prompt;
    picture.width = Number(link.dataset["width"]);
    picture.height = Number(link.dataset["height"]);
    part(this.page, "lightbox-prompt").textContent = prompt;
    part(this.page, "lightbox-count").textContent = `${at + 1} / ${links.length}`;
    part<HTMLAnchorElement>(this.page, "lightbox-download").href = `${link.href}?download=true`;
    part(this.page, "lightbox-previous").toggleAttribute("disabled", at <= 0);
    part(this.page, "lightbox-next").toggleAttribute("disabled", at >= links.length - 1);
  }

  #step(by: number): void {
    const links = this.#links;
    const next = links[links.findIndex(link => link.dataset["asset"] === this.#asset) + by];
    if (next) {
      this.#show(next);
    }
  }

  #key(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) {
      event.preventDefault();
      this.#step(by);
    } else if (event.key === "Delete") {
      part(this.page, "lightbox-delete").click();
    }
  }

  #swiped(event: TouchEvent): void {
    const way = (event.changedTouches[0]?.clientX ?? 0) - (this.#touch ?? 0);
    if (this.#touch !== undefined && Math.abs(way) > 60 && (visualViewport?.scale ?? 1) === 1) {
      this.#step(way < 0 ? 1 : -1);
    }
    this.#touch = undefined;
  }

  #link(asset: string): HTMLAnchorElement | undefined {
    return this.#links.find(link => link.dataset["asset"] === asset);
  }
}
