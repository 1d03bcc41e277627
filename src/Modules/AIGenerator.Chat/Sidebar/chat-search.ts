import { call, fill, number, part } from "@ui/api";
import { marked, type Piece } from "../Client/marked";

interface FoundMessage { id: string; role: string; createdAt: string; snippet: Piece[] }
interface FoundChat { id: string; title: Piece[]; updatedAt: string; isArchived: boolean; messages: FoundMessage[] }
interface Found { items: FoundChat[]; next: string | null }

const pauseMs = 180;
const skeletonMs = 200;

/** Searches the chats while one types: results by chat with the place that matches, instead of the list until the field is empty again. */
export class ChatSearch extends HTMLElement {
  #abort: AbortController | undefined;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = "";
  #next: string | null = null;
  readonly #shown = new Set<string>();

  get #field(): HTMLInputElement { return part<HTMLInputElement>(this, "field"); }

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    this.#field.addEventListener("input", () => this.#plan(), { signal });
    this.addEventListener("keydown", event => this.#press(event), { signal });
    this.addEventListener("click", event => {
      const what = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]")?.dataset["do"] : undefined;
      switch (what) {
        case "clear": this.#clear(); break;
        case "again": void this.#ask(); break;
        case "more": void this.#more(); break;
      }
    }, { signal });
    document.addEventListener("turbo:load", () => this.#mark(), { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  #plan(): void {
    const query = this.#field.value.trim();
    this.querySelector<HTMLElement>('[data-do="clear"]')!.hidden = this.#field.value === "";
    this.toggleAttribute("data-active", query !== "");
    part(this, "results").hidden = query === "";
    clearTimeout(this.#timer);
    if (query === "") {
      this.#asking?.abort();
      this.#asked = "";
      this.#show([]);
    } else if (query !== this.#asked) {
      this.#timer = setTimeout(() => void this.#ask(), pauseMs);
    }
  }

  async #ask(): Promise<void> {
    const query = this.#asked = this.#field.value.trim();
    this.#asking?.abort();
    const { signal } = this.#asking = new AbortController();
    const skeleton = setTimeout(() => { this.#state("waiting"); part(this, "found").replaceChildren(); }, skeletonMs);
    try {
      const { items, next } = await call<Found>("GET", `/api/chat/search?q=${encodeURIComponent(query)}`, undefined, {}, signal);
      clearTimeout(skeleton);
      this.#next = next;
      this.#show(items);
      this.#state(items.length > 0 ? "" : "none");
      part(this, "status").textContent = items.length > 0 ? fill(this.dataset["textFound"], { count: number(items.length) }) : this.dataset["textNone"] ?? "";
    } catch {
      clearTimeout(skeleton);
      if (!signal.aborted) {
        this.#asked = "";
        this.#next = null;
        this.#show([]);
        this.#state("failed");
        part(this, "status").textContent = part(this, "failed").querySelector("p")?.textContent ?? "";
      }
    }
  }

  async #more(): Promise<void> {
    const [query, after] = [this.#asked, this.#next];
    if (!after) {
      return;
    }
    try {
      const { items, next } = await call<Found>("GET", `/api/chat/search?q=${encodeURIComponent(query)}&after=${after}`);
      if (query === this.#asked) {
        this.#next = next;
        const last = part(this, "found").lastElementChild;
        this.#add(items);
        last?.nextElementSibling?.querySelector("a")?.focus();
      }
    } catch {
      this.#state("failed");
    }
  }

  #state(name: "" | "waiting" | "none" | "failed"): void {
    for (const state of ["waiting", "none", "failed"]) {
      part(this, state).hidden = state !== name;
    }
    this.querySelector<HTMLElement>('[data-do="more"]')!.hidden = name !== "" || this.#next === null;
  }

  #show(items: readonly FoundChat[]): void {
    this.#shown.clear();
    part(this, "found").replaceChildren();
    this.#state("");
    this.#add(items);
  }

  #add(items: readonly FoundChat[]): void {
    const fresh = items.filter(chat => !this.#shown.has(chat.id));
    fresh.forEach(chat => this.#shown.add(chat.id));
    part(this, "found").append(...fresh.map(chat => this.#chat(chat)));
    this.querySelector<HTMLElement>('[data-do="more"]')!.hidden = this.#next === null;
    this.#mark();
  }

  #chat(chat: FoundChat): HTMLElement {
    const section = document.createElement("section");
    section.className = "found-chat";
    const address = `${this.dataset["base"]}/${chat.id}`;
    const title = link("found-title", chat.messages.length > 0 && !chat.title.some(piece => piece.isMatch) ? `${address}?message=${chat.messages[0]!.id}` : address);
    const text = document.createElement("span");
    text.className = "found-title-text";
    text.dir = "auto";
    text.append(marked(chat.title));
    title.append(text, note(chat.isArchived ? this.dataset["textArchived"] ?? "" : day(chat.updatedAt)));
    section.append(title);
    if (chat.messages.length > 0) {
      const list = document.createElement("ul");
      list.append(...chat.messages.map(message => {
        const item = document.createElement("li");
        const place = link("found-message", `${address}?message=${message.id}`);
        const who = note((message.role === "user" ? this.dataset["textYou"] : this.dataset["textAnswer"]) ?? "");
        const snippet = document.createElement("span");
        snippet.className = "found-snippet";
        snippet.dir = "auto";
        snippet.append(marked(message.snippet));
        place.append(who, snippet);
        item.append(place);
        return item;
      }));
      section.append(list);
    }
    return section;
  }

  /** The open chat among the results. */
  #mark(): void {
    for (const found of this.querySelectorAll<HTMLAnchorElement>(".found-title, .found-message")) {
      const isHere = found.pathname === location.pathname && found.search === location.search;
      found.toggleAttribute("aria-current", false);
      if (isHere) {
        found.setAttribute("aria-current", "page");
      }
    }
  }

  #clear(): void {
    this.#field.value = "";
    this.#plan();
    this.#field.focus();
  }

  #press(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.#field.value !== "") {
      // The drawer of a phone stays open: only the search ends.
      event.preventDefault();
      event.stopPropagation();
      this.#clear();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const places = [...this.querySelectorAll<HTMLElement>(".found-title, .found-message")];
      const next = places.indexOf(document.activeElement as HTMLElement) + (event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      (next < 0 ? this.#field : places[Math.min(next, places.length - 1)])?.focus();
    } else if (event.key === "Enter" && event.target === this.#field && !event.isComposing) {
      event.preventDefault();
      if (this.#asked === this.#field.value.trim()) {
        this.querySelector<HTMLElement>(".found-title")?.click();
      } else {
        clearTimeout(this.#timer);
        void this.#ask();
      }
    }
  }
}

function link(name: string, href: string): HTMLAnchorElement {
  const anchor = document.createElement("a");
  anchor.className = name;
  anchor.href = href;
  return anchor;
}

function note(text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "found-note";
  element.textContent = text;
  return element;
}

/** The day, with the year where it is another one. */
function day(moment: string): string {
  const at = new Date(moment);
  const year = at.getFullYear() === new Date().getFullYear() ? undefined : "numeric" as const;
  return at.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short", year });
}

customElements.define("chat-search", ChatSearch);
