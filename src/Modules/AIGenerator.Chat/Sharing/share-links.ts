import { call, newId, part, Refusal } from "@ui/api";
import { copyText } from "../Client/copy";
import { toast } from "@ui/toast";

interface Share { readonly id: string; readonly url: string; readonly messages: number; readonly author: string | null; readonly createdAt: string }

/** The dialog that makes, copies and closes links to the chat of this page. */
export class ShareLinks extends HTMLElement {
  #abort: AbortController | undefined;
  #made = 0;

  get #chat(): string { return document.querySelector<HTMLElement>("chat-page")?.dataset["chat"] ?? ""; }

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    document.addEventListener("click", event => {
      if ((event.target as Element).closest("[data-dialog=share]")) {
        void this.#try(() => this.#load());
      }
    }, { signal });
    part(this, "make").addEventListener("click", () => void this.#try(() => this.#make()), { signal });
    part(this, "make").removeAttribute("aria-disabled");
    if (this.closest("dialog")?.open) {
      // It was opened before this code was there: that is what brought it.
      void this.#try(() => this.#load());
    }
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  async #load(): Promise<void> {
    const made = this.#made;
    const { items } = await call<{ items: Share[] }>("GET", `/api/chat/${this.#chat}/shares`);
    if (made !== this.#made) {
      // The list is of a moment before: what it lacks is there already, and has the focus.
      return;
    }
    part(this, "list").replaceChildren(...items.map(share => this.#row(share)));
    this.#count();
  }

  async #make(): Promise<void> {
    const button = part(this, "make");
    button.toggleAttribute("data-busy", true);
    try {
      const withName = this.querySelector<HTMLInputElement>('[data-part="name"]')?.checked ?? false;
      const share = await call<Share>("POST", `/api/chat/${this.#chat}/shares`, { withName }, { "idempotency-key": newId() });
      this.#made++;
      const row = this.#row(share);
      part(this, "list").prepend(row);
      this.#count();
      this.#say(this.dataset["textMade"]);
      const url = part<HTMLInputElement>(row, "url");
      url.focus();
      url.select();
      url.scrollLeft = 0;
    } finally {
      button.removeAttribute("data-busy");
    }
  }

  #row(share: Share): HTMLElement {
    const row = (this.querySelector("template")!.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    part<HTMLInputElement>(row, "url").value = share.url;
    part<HTMLTimeElement>(row, "at").dateTime = share.createdAt;
    part(row, "about").textContent = share.author ? ` · ${share.author}` : "";
    part(row, "copy").addEventListener("click", event => void this.#copy(event.currentTarget as HTMLElement, share.url));
    part(row, "revoke").addEventListener("click", () => void this.#try(() => this.#revoke(share, row)));
    return row;
  }

  async #copy(button: HTMLElement, url: string): Promise<void> {
    const label = button.querySelector(".btn-label")!;
    const copied = document.querySelector<HTMLElement>("chat-page")?.dataset["textCopied"] ?? "";
    if (await copyText(url)) {
      const before = label.textContent;
      label.textContent = copied;
      this.#say(copied);
      setTimeout(() => { label.textContent = before; }, 1600);
    }
  }

  async #revoke(share: Share, row: HTMLElement): Promise<void> {
    await call("DELETE", `/api/chat/${this.#chat}/shares/${share.id}`);
    row.remove();
    this.#count();
    this.#say(this.dataset["textRevoked"]);
    toast(this.dataset["textRevoked"] ?? "");
    part(this, "make").focus();
  }

  #count(): void {
    part(this, "open").hidden = part(this, "list").childElementCount === 0;
  }

  async #try(work: () => Promise<void>): Promise<void> {
    const refusal = part(this, "refusal");
    refusal.hidden = true;
    try {
      await work();
    } catch (error) {
      refusal.textContent = error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "";
      refusal.hidden = false;
    }
  }

  #say(text: string | undefined): void {
    part(this, "said").textContent = text ?? "";
  }
}

customElements.define("share-links", ShareLinks);
