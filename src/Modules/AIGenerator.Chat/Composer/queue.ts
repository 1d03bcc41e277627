import { keep, kept, keyOf } from "./drafts";
import { newId } from "@ui/api";
import type { Targets } from "./targets";
import type { Prompt } from "./composer";
import type { SentFile } from "./upload";

/** A message that waits for the running answer. The key makes sure that it is sent once, whichever tab sends it. */
export interface QueuedMessage { readonly key: string; text: string; readonly files?: readonly SentFile[]; readonly to?: Targets | undefined }

/** Which page of this tab wrote a message of a chat that has no id yet: another new chat is not its place. */
const writers = new Map<string, number>();
let pages = 0;

/**
 * Messages that are not the server's yet: those on their way, and those typed while an answer is being written or the connection is gone, kept in this
 * browser until they are sent. Raises queue-edit, queue-now and queue-resume (detail: QueuedMessage).
 */
export class MessageQueue extends HTMLElement {
  #abort: AbortController | undefined;
  #chat = "";
  /** Being sent: neither shown, nor taken back, nor sent again. */
  #going = "";
  readonly #page = ++pages;

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    this.addEventListener("click", event => this.#click(event), { signal });
    addEventListener("storage", event => {
      if (event.key === keyOf("queue", this.#chat)) {
        this.#draw();
      }
    }, { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
    if (!this.#going) {
      this.release();
    }
  }

  get chat(): string { return this.#chat; }
  set chat(id: string) {
    this.#chat = id;
    this.#draw();
  }

  get isEmpty(): boolean { return !this.first; }

  /** A new chat has got its id: what waits for its first answer goes with it. */
  moveTo(id: string): void {
    const waiting = this.#read();
    this.#write([]);
    this.#chat = id;
    this.#write([...this.#read(), ...waiting]);
  }

  /** Shows that the queue rests and offers to go on. */
  get isPaused(): boolean { return this.hasAttribute("data-paused"); }
  set isPaused(value: boolean) {
    this.toggleAttribute("data-paused", value && !this.isEmpty);
  }

  /** @param key Of the same message, where it is written once more: what came of it the first time is not known. */
  add({ text, files, to }: Prompt, key = newId()): QueuedMessage {
    const message = { key, text, files, to };
    writers.set(key, this.#page);
    this.#write([...this.#read(), message]);
    return message;
  }

  /** The server has these already: their answer was lost, or the page left before it came. */
  forget(isKnown: (key: string) => boolean): void {
    this.#write(this.#read().filter(message => !isKnown(message.key)));
  }

  /** What waits here has no page any more: this one is left, and nothing is on its way that would make it a chat. */
  release(): void {
    this.#read().forEach(message => writers.delete(message.key));
  }

  /** Takes out what was written for a chat that never began, by a page that is gone. */
  takeOrphans(): QueuedMessage[] {
    const orphans = this.#chat ? [] : this.#all().filter(message => !writers.has(message.key));
    orphans.forEach(message => writers.set(message.key, this.#page));
    orphans.forEach(message => this.done(message));
    return orphans;
  }

  /** The message whose turn it is; it stays until removed. */
  get first(): QueuedMessage | undefined {
    return this.#read().find(message => message.key !== this.#going);
  }

  /** Whether it still waits. */
  has(message: QueuedMessage): boolean {
    return message.key !== this.#going && this.#read().some(other => other.key === message.key);
  }

  async whileGoing<T>(message: QueuedMessage, work: () => Promise<T>): Promise<T> {
    this.#going = message.key;
    this.#draw();
    try {
      return await work();
    } finally {
      this.#going = "";
      this.#draw();
    }
  }

  /** Takes a message out: it was sent, or taken back. */
  done(message: QueuedMessage): void {
    this.#write(this.#read().filter(other => other.key !== message.key));
  }

  #click(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-queue]") : null;
    const key = button?.closest<HTMLElement>("[data-key]")?.dataset["key"];
    const message = key ? this.#read().find(candidate => candidate.key === key) : this.first;
    if (!button || !message) {
      return;
    }
    if (button.dataset["queue"] === "delete") {
      this.done(message);
    } else {
      this.dispatchEvent(new CustomEvent(`queue-${button.dataset["queue"]}`, { bubbles: true, detail: message }));
    }
  }

  #draw(): void {
    const list = this.querySelector("ul")!;
    const template = this.querySelector("template")!;
    const messages = this.#read().filter(message => message.key !== this.#going);
    list.replaceChildren(...messages.map(message => {
      const row = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
      row.dataset["key"] = message.key;
      row.querySelector(".queue-text")!.textContent = message.text || (message.files ?? []).map(file => file.name).join(", ");
      return row;
    }));
    this.hidden = messages.length === 0;
    if (this.hidden) {
      this.removeAttribute("data-paused");
    }
  }

  #read(): QueuedMessage[] {
    return this.#all().filter(message => this.#isOwn(message));
  }

  #isOwn(message: QueuedMessage): boolean {
    return this.#chat !== "" || writers.get(message.key) === this.#page;
  }

  #all(): QueuedMessage[] {
    const waiting = kept("queue", this.#chat);
    return Array.isArray(waiting) ? waiting.filter((one): one is QueuedMessage => typeof one?.key === "string" && typeof one?.text === "string") : [];
  }

  #write(messages: QueuedMessage[]): void {
    const all = [...this.#all().filter(message => !this.#isOwn(message)), ...messages];
    keep("queue", this.#chat, all.length > 0 && all);
    this.#draw();
  }
}

customElements.define("message-queue", MessageQueue);
