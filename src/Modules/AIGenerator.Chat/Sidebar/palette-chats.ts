import { call } from "@ui/api";
import { marked, type Piece } from "../Client/marked";

interface Question { readonly text: string; readonly signal: AbortSignal }
interface Found { items: { id: string; title: Piece[]; messages: { id: string; snippet: Piece[] }[] }[] }

/** The palette's chats: the newest ones at first, then what search finds for the words that were typed. */
export class PaletteChats extends HTMLElement {
  #abort: AbortController | undefined;

  connectedCallback(): void {
    this.#abort = new AbortController();
    document.addEventListener("ui:palette-asked", event => void this.#answer((event as CustomEvent<Question>).detail), { signal: this.#abort.signal });
    // The opening palette may have brought this code: then it has asked already.
    this.closest("dialog[open]")?.querySelector("input")?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  async #answer({ text, signal }: Question): Promise<void> {
    try {
      if (text === "") {
        const { items } = await call<{ items: { id: string; title: string }[] }>("GET", "/api/chat", undefined, {}, signal);
        this.#show(items.map(chat => this.#item(chat.id, "", [{ text: chat.title, isMatch: false }])));
      } else {
        const { items } = await call<Found>("GET", `/api/chat/search?q=${encodeURIComponent(text)}`, undefined, {}, signal);
        this.#show(items.slice(0, 8).map(chat => {
          const place = chat.title.some(piece => piece.isMatch) ? undefined : chat.messages[0];
          const item = this.#item(chat.id, place?.id ?? "", chat.title);
          if (place) {
            const snippet = document.createElement("span");
            snippet.className = "palette-snippet";
            snippet.append(marked(place.snippet));
            item.querySelector(".palette-text")!.append(snippet);
          }
          // Found by the server's rules, which the palette's own need not know.
          item.dataset["answers"] = text;
          return item;
        }));
      }
    } catch {
      // No answer, or the next letter was typed: what is listed stays.
    }
  }

  #show(items: readonly HTMLElement[]): void {
    this.querySelectorAll(":scope > [role=option]").forEach(item => item.remove());
    this.append(...items);
    this.dispatchEvent(new CustomEvent("ui:palette-answered", { bubbles: true }));
  }

  #item(chat: string, message: string, title: readonly Piece[]): HTMLAnchorElement {
    const item = this.querySelector("template")!.content.querySelector("a")!.cloneNode(true) as HTMLAnchorElement;
    item.id = `palette-chat-${chat}`;
    item.href = `${this.dataset["base"]}/${chat}${message ? `?message=${message}` : ""}`;
    item.querySelector(".palette-text")!.replaceChildren(marked(title));
    return item;
  }
}

customElements.define("palette-chats", PaletteChats);
