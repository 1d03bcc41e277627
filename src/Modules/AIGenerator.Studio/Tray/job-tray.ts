import { live, type LiveEvent } from "@client/live/live";
import { call, fragment, Refusal } from "@ui/api";
import { toast } from "@ui/toast";

interface LiveMedia { readonly media: { readonly id: string; readonly stage: string; readonly state: string }; readonly error?: string }

/**
 * Keys of what was pressed and not yet answered with a yes, by path: rows that are drawn anew bring other keys, and each page has a tray of its own.
 */
const keys = new Map<string, string>();
const underWay = new Set<string>();

/** What is being made, on every page: how many in the top bar, the rows when it is opened, a word when one is done. */
export class JobTray extends HTMLElement {
  readonly #open = new Set<string>();
  #unwatch: (() => void) | undefined;
  #drawing = 0;

  connectedCallback(): void {
    this.#panel.ontoggle = event => { if ((event as ToggleEvent).newState === "open") { void this.#draw(); } };
    this.onclick = event => void this.#click(event.target as Element);
    this.#unwatch = live.watch("media", 0, event => this.#hear(event));
    document.ondragstart = ({ target }) => void import("./dragging").then(({ carry }) => carry(target, this));
  }

  disconnectedCallback(): void {
    this.#unwatch?.();
  }

  get #panel(): HTMLElement {
    return this.querySelector<HTMLElement>("[popover]")!;
  }

  #hear({ type, data }: LiveEvent): void {
    if (type === "snapshot") {
      this.#open.clear();
    }
    for (const one of type === "snapshot" ? data as LiveMedia[] : [data as LiveMedia]) {
      if (one.media.stage !== "ended") {
        this.#open.add(one.media.id);
      } else if (this.#open.delete(one.media.id)) {
        this.#tell(one);
      }
    }
    const count = this.querySelector<HTMLElement>("[data-count]")!;
    const { size } = this.#open;
    count.hidden = size === 0;
    count.textContent = String(size);
    this.querySelector("button")!.setAttribute("aria-description", size ? `${size} ${this.dataset["textBusy"]}` : "");
    if (this.#panel.matches(":popover-open")) {
      void this.#draw();
    }
  }

  #tell({ media, error }: LiveMedia): void {
    const isGood = media.state === "succeeded";
    const text = isGood ? this.dataset["textReady"]! : error ?? this.dataset["textFailed"]!;
    if (document.hidden && media.state !== "canceled") {
      void import("@ui/readiness").then(({ sayReady }) => sayReady(this, text, media.id));
    }

    // Who sees it anyway is not told.
    if (document.querySelector(`image-studio,live-answer[data-generation="${media.id}"]`) || this.#panel.matches(":popover-open") || media.state === "canceled") {
      return;
    }
    toast(text, { isError: !isGood, action: this.dataset["textLook"]!, href: this.dataset["href"] });
  }

  async #click(target: Element): Promise<void> {
    // Where the link leads to a place of this very page nothing else closes it.
    if (target.closest("a")) {
      this.#panel.hidePopover();
    }
    const [method, path, drawn = ""] = target.closest<HTMLElement>("[data-call]")?.dataset["call"]?.split(" ") ?? [];
    if (!path || underWay.has(path)) {
      return;
    }
    const key = keys.get(path) ?? drawn;
    keys.set(path, key);
    underWay.add(path);
    try {
      await call(method!, path, undefined, { "idempotency-key": key });
      keys.delete(path);
    } catch (error) {
      toast(error instanceof Refusal ? error.message : this.dataset["textUnreachable"]!, { isError: true });
    }
    underWay.delete(path);
  }

  /** Draws the rows as they are now; an older answer that comes late is not drawn, and rows that are the same stay: somebody may be dragging one. */
  async #draw(): Promise<void> {
    const turn = ++this.#drawing;
    const rows = await fragment(this.dataset["src"]!).catch(() => null);
    const body = this.querySelector("[data-body]")!;
    const fresh = body.cloneNode() as Element;
    fresh.append(rows ?? "");
    // Keys are drawn anew each time.
    const plain = (some: Element): string => some.innerHTML.replaceAll(/(\/repetition )[^"]+/g, "$1");
    if (rows && turn === this.#drawing && plain(body) !== plain(fresh)) {
      body.replaceChildren(...fresh.childNodes);
    }
  }
}

customElements.define("job-tray", JobTray);
