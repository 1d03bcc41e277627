import { live, type LiveEvent } from "@client/live/live";
import { call, fragment, newId, part, Refusal } from "@ui/api";
import { toast } from "@ui/toast";
import { Batches } from "./batches";
import { ImageForm, type Wish } from "../Form/imageform";
import { Lightbox } from "../Looking/lightbox";

interface LiveMedia { readonly media: { readonly id: string; readonly stage: string; readonly state: string } }

/** The page of the image studio: what is wanted on one side, what came of it on the other. */
class ImageStudio extends HTMLElement {
  #abort: AbortController | undefined;
  #unwatch: (() => void) | undefined;
  #form!: ImageForm;
  #batches!: Batches;
  #lightbox!: Lightbox;
  /** For ordering once more, by what failed: a row that is drawn anew orders the same. */
  readonly #keys = new Map<string, string>();
  #searches = 0;

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    this.#form = new ImageForm(this, wishes => this.#create(wishes), error => this.#form.refuse(this.#wordsOf(error)), signal);
    this.#batches = new Batches(this);
    this.#lightbox = new Lightbox(this, { remove: asset => this.#delete(asset), use: recipe => this.#form.take(recipe), copy: text => this.#copy(text) }, signal);
    this.addEventListener("click", event => void this.#click(event), { signal });
    part<HTMLFormElement>(this, "search-form").addEventListener("submit", event => { event.preventDefault(); void this.#search(); }, { signal });
    part(this, "search").addEventListener("search", () => void this.#search(), { signal });
    this.addEventListener("studio:changed", event => this.#redraw((event as CustomEvent<string[]>).detail), { signal });
    this.#unwatch = live.watch("media", 0, event => this.#hear(event));
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
    this.#unwatch?.();
  }

  async #create(wishes: readonly Wish[]): Promise<void> {
    const ids: string[] = [];
    try {
      for (const wish of wishes) {
        ids.push((await call<{ id: string }>("POST", "/api/images", wish.request, { "idempotency-key": wish.id })).id);
      }
      this.#form.renew();
      this.#say(this.dataset["textAccepted"]);
    } finally {
      // What was accepted is, whether it can be drawn just now or not: the live topic draws it again.
      for (const id of ids) {
        await this.#batches.show(id, true).catch(() => undefined);
      }
      this.querySelector(`[data-batch="${ids[0]}"]`)?.scrollIntoView({ block: "nearest" });
    }
  }

  #hear(event: LiveEvent): void {
    if (event.type === "snapshot") {
      // What went on while nobody listened: those that are open, and those the page still believes to be.
      const open = (event.data as LiveMedia[]).map(one => one.media.id);
      for (const id of new Set([...open, ...this.#batches.open])) {
        void this.#batches.show(id, false);
      }
    } else if (event.type === "media") {
      const { media } = event.data as LiveMedia;
      void this.#batches.show(media.id, false);
      if (media.stage === "ended") {
        this.#say(media.state === "succeeded" ? this.dataset["textReady"] : this.dataset["textFailed"]);
      }
    }
  }

  async #click(event: MouseEvent): Promise<void> {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
    const batch = target?.closest<HTMLElement>("[data-batch]");
    switch (target?.dataset["do"]) {
      case "idea":
        this.#form.prompt = target.textContent?.trim() ?? "";
        break;
      case "reuse":
        await this.#form.take(JSON.parse(batch?.dataset["recipe"] ?? "{}"));
        break;
      case "open":
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
          event.preventDefault();
          this.#lightbox.open(target as HTMLAnchorElement);
        }
        break;
      case "cancel":
        target.setAttribute("disabled", "");
        await this.#try(() => call("PUT", `/api/generations/${batch?.dataset["batch"]}/cancellation`));
        target.removeAttribute("disabled");
        break;
      case "again":
        target.setAttribute("disabled", "");
        await this.#try(() => this.#again(batch!.dataset["batch"]!));
        target.removeAttribute("disabled");
        break;
      case "older":
        target.setAttribute("disabled", "");
        await this.#try(() => this.#older(target));
        target.removeAttribute("disabled");
        break;
    }
  }

  async #again(id: string): Promise<void> {
    const key = this.#keys.get(id) ?? newId();
    this.#keys.set(id, key);
    const { id: fresh } = await call<{ id: string }>("POST", `/api/images/${id}/repetition`, undefined, { "idempotency-key": key });
    await this.#batches.show(fresh, true);
  }

  async #older(button: HTMLElement): Promise<void> {
    const words = part<HTMLInputElement>(this, "search").value;
    const rows = await fragment(`${this.dataset["base"]}/batches?before=${button.dataset["before"]}&q=${encodeURIComponent(words)}`);
    if (rows) {
      button.replaceWith(rows);
    }
  }

  async #search(): Promise<void> {
    const words = part<HTMLInputElement>(this, "search").value.trim();
    const turn = ++this.#searches;
    const rows = await fragment(`${this.dataset["base"]}/batches?q=${encodeURIComponent(words)}`);

    // The answer to older words may come later than the answer to newer ones.
    if (rows && turn === this.#searches) {
      part(this, "batches").replaceChildren(rows);
      const isEmpty = !this.querySelector("[data-batch]");
      part(this, "nothing").hidden = !isEmpty || words === "";
      part(this, "empty").hidden = !isEmpty || words !== "";
    }
  }

  async #delete(asset: string): Promise<void> {
    const batch = this.querySelector<HTMLElement>(`[data-asset="${asset}"]`)?.closest<HTMLElement>("[data-batch]")?.dataset["batch"];
    await this.#try(async () => {
      await call("PUT", "/api/assets/deletion", { ids: [asset] });
      this.dispatchEvent(new CustomEvent("studio:deleted", { detail: asset }));
      if (batch) {
        await this.#batches.show(batch, false);
      }
      toast(this.dataset["textDeleted"] ?? "", {
        action: this.dataset["textUndo"] ?? "",
        act: () => void this.#try(async () => {
          await call("DELETE", "/api/assets/deletion", { ids: [asset] });
          this.dispatchEvent(new CustomEvent("studio:restored", { detail: asset }));
          if (batch) {
            await this.#batches.show(batch, false);
          }
        }),
      });
    });
  }

  /** Pictures of these were deleted or brought back in the grid. */
  #redraw(generations: string[]): void {
    for (const id of generations.filter(one => this.querySelector(`[data-batch="${one}"]`))) {
      void this.#batches.show(id, false);
    }
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      toast(this.#wordsOf(error), { isError: true });
    }
  }

  #wordsOf(error: unknown): string {
    return error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "";
  }

  async #copy(text: string): Promise<void> {
    await this.#try(() => navigator.clipboard.writeText(text));
    toast(this.dataset["textCopied"] ?? "");
  }

  #say(text: string | undefined): void {
    part(this, "status").textContent = text ?? "";
  }
}

customElements.define("image-studio", ImageStudio);
