import { live, type LiveEvent } from "@client/live/live";
import { call, Refusal } from "./api";
import { renameInPlace } from "./rename";
import { toast } from "./toast";

interface ChatNews { id: string; title?: string; isRunning?: boolean }

/** The list of chats: follows the server, renames in place, deletes with Undo. */
export class ChatHistory extends HTMLElement {
  #abort: AbortController | undefined;
  #unwatch: (() => void) | undefined;

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    this.addEventListener("click", event => this.#click(event), { signal });
    this.#regroup();
    this.#unwatch = live.watch("chats", Infinity, event => this.#take(event));
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
    this.#unwatch?.();
  }

  /** Shows a chat at the top, marked as the open one. */
  add(id: string, title: string): void {
    const row = this.#row(id) ?? this.#make(id);
    this.#write(row, { id, title, isRunning: true });
    this.mark(id);
  }

  /** Marks the open chat. */
  mark(id: string): void {
    this.querySelectorAll("a[aria-current]").forEach(link => link.removeAttribute("aria-current"));
    this.#row(id)?.querySelector("a")?.setAttribute("aria-current", "page");
  }

  rename(id: string, title: string): void {
    const row = this.#row(id);
    if (row) {
      this.#write(row, { id, title });
    }
  }

  #take(event: LiveEvent): void {
    const news = event.data as ChatNews;
    if (event.type === "removed") {
      this.#row(news.id)?.remove();
      this.#hideEmpty();
    } else if (event.type === "chat") {
      this.#write(this.#row(news.id) ?? this.#make(news.id), news);
      document.dispatchEvent(new CustomEvent("chat-changed", { detail: news }));
    }
  }

  #row(id: string): HTMLLIElement | null {
    return this.querySelector<HTMLLIElement>(`li[data-chat="${CSS.escape(id)}"]`);
  }

  #make(id: string): HTMLLIElement {
    const template = this.querySelector<HTMLTemplateElement>("template");
    const row = (template?.content.firstElementChild?.cloneNode(true) ?? document.createElement("li")) as HTMLLIElement;
    row.dataset["chat"] = id;
    row.querySelector("[popovertarget]")?.setAttribute("popovertarget", `chat-menu-${id}`);
    row.querySelector("[popover]")?.setAttribute("id", `chat-menu-${id}`);
    row.dataset["at"] = new Date().toISOString();
    row.querySelector("a")?.setAttribute("href", `${this.dataset["base"] ?? ""}/${id}`);
    this.#group("today").querySelector("ul")?.prepend(row);
    this.#hideEmpty();
    return row;
  }

  #write(row: HTMLLIElement, news: ChatNews): void {
    if (news.title) {
      const title = row.querySelector<HTMLElement>(".chat-row-title");
      if (title) {
        title.textContent = news.title;
      }
    }
    if (news.isRunning !== undefined) {
      row.toggleAttribute("data-running", news.isRunning);
    }
  }

  /** The server groups by its own day; the reader's day may have begun earlier or later. */
  #regroup(): void {
    const midnight = new Date();
    midnight.setHours(0, 0, 0, 0);
    for (const row of this.querySelectorAll<HTMLLIElement>("li[data-at]")) {
      const age = midnight.getTime() - new Date(row.dataset["at"] ?? "").getTime();
      const name = age <= 0 ? "today" : age <= 86_400_000 ? "yesterday" : age <= 6 * 86_400_000 ? "week" : "older";
      const list = this.#group(name).querySelector("ul");
      if (list && row.parentElement !== list) {
        list.append(row);
      }
    }
    this.#hideEmpty();
  }

  #group(name: string): HTMLElement {
    return this.querySelector<HTMLElement>(`[data-group="${name}"]`) ?? this;
  }

  #hideEmpty(): void {
    let rows = 0;
    for (const group of this.querySelectorAll<HTMLElement>("[data-group]")) {
      const count = group.querySelectorAll("li:not([hidden])").length;
      group.hidden = count === 0;
      rows += count;
    }
    this.querySelector<HTMLElement>("[data-empty]")?.toggleAttribute("hidden", rows > 0);
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const action = target?.closest<HTMLElement>("[data-action]")?.dataset["action"];
    const row = target?.closest<HTMLLIElement>("li[data-chat]");
    if (!action || !row) {
      return;
    }
    row.querySelector<HTMLElement>("[popover]")?.hidePopover();
    row.querySelector("details")?.removeAttribute("open");
    if (action === "rename") {
      void this.#edit(row);
    } else if (action === "delete") {
      void this.#delete(row);
    }
  }

  async #edit(row: HTMLLIElement): Promise<void> {
    const title = row.querySelector<HTMLElement>(".chat-row-title");
    const link = row.querySelector("a");
    if (title && link && !link.hidden) {
      const before = title.textContent;
      const after = await renameInPlace(link, before, this.dataset["textRename"] ?? "", "chat-row-input");
      if (after) {
        await this.#rename(row, before, after);
      }
    }
  }

  async #rename(row: HTMLLIElement, before: string, title: string): Promise<void> {
    const id = row.dataset["chat"] ?? "";
    const show = (text: string): void => {
      this.#write(row, { id, title: text });
      document.dispatchEvent(new CustomEvent("chat-changed", { detail: { id, title: text } }));
    };
    show(title);
    try {
      await call("PATCH", `/api/chat/${id}`, { title });
    } catch (error) {
      show(before);
      toast(error instanceof Refusal ? error.message : this.dataset["textUnreachable"] ?? "", { isError: true });
    }
  }

  async #delete(row: HTMLLIElement): Promise<void> {
    const id = row.dataset["chat"] ?? "";
    row.hidden = true;
    this.#hideEmpty();
    try {
      await call("DELETE", `/api/chat/${id}`);
    } catch (error) {
      row.hidden = false;
      this.#hideEmpty();
      toast(error instanceof Refusal ? error.message : this.dataset["textUnreachable"] ?? "", { isError: true });
      return;
    }
    const offer = (): void => toast(this.dataset["textDeleted"] ?? "", {
      action: this.dataset["textUndo"] ?? "",
      ms: 10_000,
      // The row comes back as news, to whichever list is on the page by then.
      act: () => void call("PUT", `/api/chat/${id}/restoration`),
    });
    if (row.querySelector("a")?.hasAttribute("aria-current")) {
      document.addEventListener("turbo:load", offer, { once: true });
      document.dispatchEvent(new CustomEvent("chat-removed", { detail: { id } }));
    } else {
      offer();
    }
  }
}

customElements.define("chat-history", ChatHistory);
