import { Refusal } from "@ui/api";
import type { Prompt, PromptComposer } from "../Composer/composer";
import { lost } from "../Composer/lost";
import type { MessageQueue, QueuedMessage } from "../Composer/queue";
import type { Asking } from "./asking";
import type { Thread } from "./thread";

/** What sending needs from the page. */
interface Hooks {
  /** Something is asked; and nothing came of it, or all that came is on the page already. */
  readonly begun: () => void;
  readonly notBegun: () => void;
  readonly reason: (error: unknown) => string;
  readonly fail: (error: unknown) => void;
}

/**
 * Brings messages to the server. Until it has one the browser keeps it, with its key: neither a reload nor another page loses it or asks it twice.
 */
export class Sending {
  #isCatchingUp = false;

  constructor(
    private readonly page: HTMLElement, private readonly thread: Thread, private readonly asking: Asking, private readonly composer: PromptComposer,
    private readonly queue: MessageQueue, private readonly hooks: Hooks,
  ) {}

  get isBusy(): boolean { return this.thread.running !== null || this.thread.isAsking || this.#isCatchingUp; }

  /** Takes what has been written from the field into the queue. */
  take(prompt: Prompt): QueuedMessage {
    const message = this.queue.add(prompt, lost.keyOf(this.composer.chat, prompt));
    this.composer.clear();
    return message;
  }

  /** On a page that has just been drawn: what it shows has arrived, and what was to begin a chat that never began comes back into the field. */
  begin(): void {
    this.queue.forget(key => this.thread.list.querySelector(`[data-generation="${key}"], [data-comparison="${key}"]`) !== null);
    for (const message of this.queue.takeOrphans()) {
      // Not sent by itself: the model that was chosen, its price and the way of that chat are gone with its page.
      this.composer.giveBack(message);
      lost.note(message);
    }
  }

  /** @param isTyped Whether it comes out of the field, and goes back there where it fails. */
  async send(message: QueuedMessage, isTyped: boolean): Promise<boolean> {
    const { text, files = [], to, key } = message;
    const { chat } = this.composer;
    if (this.thread.hasLater) {
      this.#isCatchingUp = true;
      await this.thread.refresh();
      this.#isCatchingUp = false;
    }
    this.hooks.begun();
    const over = new AbortController();
    let isLeft = false;
    addEventListener("beforeunload", () => { isLeft = true; }, { signal: over.signal });
    try {
      const { chatId } = await this.asking.send(text, files, chat, this.composer.model, { key, to });
      lost.note(undefined);
      if (!this.thread.running) {
        this.hooks.notBegun();
      }
      if (!this.composer.chat) {
        // Left before it was accepted: what waits goes with the chat all the same.
        this.queue.moveTo(chatId);
      }
      return true;
    } catch (error) {
      lost.note(error instanceof Refusal ? undefined : message, chat);
      this.hooks.notBegun();
      if (isLeft || !this.page.isConnected) {
        // Leaving has cut it off: it stays where the next page finds it.
        this.queue.release();
        this.hooks.fail(error);
      } else if (isTyped) {
        this.queue.done(message);
        this.composer.giveBack(message);
        this.composer.keepDraft();
      }
      this.composer.refuse(this.hooks.reason(error));
      return false;
    } finally {
      over.abort();
    }
  }
}
