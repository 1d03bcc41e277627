import { fragment, part } from "@ui/api";
import type { Recipe } from "../Form/imageform";
import { Comparison } from "./comparison";
import { Zoom } from "./zoom";

/** What the lightbox asks of its page. */
export interface Deeds {
  remove(asset: string): Promise<void>;
  use(recipe: Recipe): Promise<void>;
  copy(text: string): Promise<void>;
}

/** One picture large, with its neighbours a key or a swipe away, what is known about it, and what can be done with it. */
export class Lightbox {
  readonly #zoom: Zoom;
  readonly #comparison: Comparison;
  #asset = "";
  #link: HTMLAnchorElement | undefined;

  constructor(private readonly page: HTMLElement, private readonly deeds: Deeds, signal: AbortSignal) {
    this.#zoom = new Zoom(part(page, "lightbox-frame"), part(page, "lightbox-stage"), way => { if (!this.#comparison.isShown) { this.#step(way); } }, signal);
    this.#comparison = new Comparison(page, signal);
    const press = (name: string, act: () => void): void => part(page, name).addEventListener("click", act, { signal });
    press("lightbox-close", () => this.#dialog.close());
    press("lightbox-previous", () => this.#step(-1));
    press("lightbox-next", () => this.#step(1));
    press("lightbox-in", () => this.#zoom.by(1.6));
    press("lightbox-out", () => this.#zoom.by(1 / 1.6));
    press("lightbox-info", () => this.#toggleDetails());
    press("lightbox-delete", () => this.#delete());
    this.#dialog.addEventListener("keydown", event => this.#key(event), { signal });
    this.#dialog.addEventListener("click", event => void this.#click(event), { signal });
    this.#dialog.addEventListener("close", () => this.#closed(), { signal });
  }

  get #dialog(): HTMLDialogElement { return part<HTMLDialogElement>(this.page, "lightbox"); }
  get #details(): HTMLElement { return part(this.page, "lightbox-details"); }
  get #links(): HTMLAnchorElement[] { return [...this.page.querySelectorAll<HTMLAnchorElement>("[data-do=open]")].filter(link => link.checkVisibility()); }

  /** Until the details of the next picture are here, what can be pressed is about the one before. */
  get #isTold(): boolean { return this.#details.querySelector<HTMLElement>(".details")?.dataset["asset"] === this.#asset; }

  open(link: HTMLAnchorElement): void {
    this.#show(link);
    this.#dialog.showModal();
    part(this.page, "lightbox-close").focus();
    if (matchMedia("(width >= 1100px)").matches && this.#details.hidden) {
      this.#toggleDetails();
    }
  }

  #show(link: HTMLAnchorElement): void {
    const links = this.#links;
    const at = links.findIndex(one => one.dataset["asset"] === link.dataset["asset"]);
    this.#asset = link.dataset["asset"] ?? "";
    this.#link = links[at] ?? this.#link;
    const picture = part<HTMLImageElement>(this.page, "lightbox-picture");
    const words = link.querySelector("img")?.alt ?? "";
    this.#zoom.reset();
    this.#comparison.begin(undefined);
    picture.src = link.href;
    picture.alt = words;
    picture.width = Number(link.dataset["width"]);
    picture.height = Number(link.dataset["height"]);
    part(this.page, "lightbox-prompt").textContent = words;
    part(this.page, "lightbox-count").textContent = at < 0 ? "" : `${at + 1} / ${links.length}`;
    part<HTMLAnchorElement>(this.page, "lightbox-download").href = `${link.href}?download=true`;
    part(this.page, "lightbox-previous").toggleAttribute("disabled", at <= 0);
    part(this.page, "lightbox-next").toggleAttribute("disabled", at < 0 || at >= links.length - 1);
    void this.#tell();
  }

  /** Draws what is known about the picture. Also where nobody looks at it: it says what the picture was made from. */
  async #tell(): Promise<void> {
    const asset = this.#asset;
    const drawn = await fragment(`${this.page.dataset["base"]}/details/${asset}`).catch(() => null);
    if (asset === this.#asset) {
      this.#details.replaceChildren(...drawn ? [drawn] : []);
      part(this.page, "lightbox-steps").replaceChildren(...[...this.#details.querySelectorAll(".details-actions [data-do]")].map(step => step.cloneNode(true)));
      this.#comparison.begin(this.#details.querySelector<HTMLElement>("[data-parent]")?.dataset["parent"]);
    }
  }

  #toggleDetails(): void {
    this.#details.hidden = !this.#details.hidden;
    this.#dialog.classList.toggle("has-details", !this.#details.hidden);
    part(this.page, "lightbox-info").setAttribute("aria-pressed", String(!this.#details.hidden));
    this.#zoom.reset();
  }

  #delete(): void {
    const asset = this.#asset;
    // What is still loading is not asked for any more: it would be answered with a 404.
    part(this.page, "lightbox-picture").removeAttribute("src");
    this.#dialog.close();
    void this.deeds.remove(asset);
  }

  #step(by: number): void {
    const links = this.#links;
    const at = links.findIndex(link => link.dataset["asset"] === this.#asset);
    const next = at < 0 ? undefined : links[at + by];
    if (next) {
      this.#show(next);
    }
  }

  async #click(event: MouseEvent): Promise<void> {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
    if (!this.#isTold && target?.dataset["do"] !== "look") {
      return;
    }
    switch (target?.dataset["do"]) {
      case "look":
        event.preventDefault();
        this.#show(target as HTMLAnchorElement);
        break;
      case "use":
      case "use-recipe":
        this.#dialog.close();
        await this.deeds.use(JSON.parse(target.dataset["recipe"] ?? "{}") as Recipe);
        break;
      case "copy-prompt":
        await this.deeds.copy(this.#details.querySelector("[data-part=details-prompt]")?.textContent ?? "");
        break;
    }
  }

  #key(event: KeyboardEvent): void {
    const isSlider = event.target instanceof HTMLInputElement;
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : {
      ArrowLeft: isSlider ? undefined : () => this.#step(-1), ArrowRight: isSlider ? undefined : () => this.#step(1), "+": () => this.#zoom.by(1.6), "=": () => this.#zoom.by(1.6),
      "-": () => this.#zoom.by(1 / 1.6), "0": () => this.#zoom.reset(), i: () => this.#toggleDetails(), Delete: () => part(this.page, "lightbox-delete").click(),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  #closed(): void {
    // What is no longer seen need not stay in memory, nor be heard when the next one opens.
    this.#details.replaceChildren();
    part(this.page, "lightbox-steps").replaceChildren();
    this.#asset = "";
    this.#link?.focus();
  }
}
