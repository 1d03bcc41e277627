import type { PromptComposer } from "./composer";
import type { MessageQueue, QueuedMessage } from "./queue";

/** What the waiting messages need from the page. */
interface Hooks {
  readonly chat: () => string;
  readonly isRunning: () => boolean;
  readonly send: (message: QueuedMessage, isTyped: boolean) => Promise<boolean>;
  /** Stops what is being written and waits for its end; false where it goes on. */
  readonly stop: () => Promise<boolean>;
}

const staleMs = 3_600_000;

/** Messages that were written while an answer was, or without a connection: sent in their turn, sent now, or taken back into the field. */
export class Waiting {
  constructor(private readonly page: HTMLElement, private readonly queue: MessageQueue, private readonly composer: PromptComposer, private readonly hooks: Hooks) {}

  /** Sends the message whose turn it is; with several tabs open, only one does. */
  async drain(): Promise<void> {
    const work = async (): Promise<void> => {
      const message = this.queue.first;
      if (message && !this.hooks.isRunning() && this.page.isConnected) {
        this.queue.isPaused = false;
        await this.send(message);
      }
    };
    await ("locks" in navigator ? navigator.locks.request(`queue:${this.hooks.chat()}`, work) : work());
  }

  /** On a page that has just been drawn: what waits goes on where the answer before it came whole, here or while nobody looked; not what is of another hour. */
  begin(isWhole: boolean): void {
    // A key begins with its time.
    const writtenAt = Number.parseInt(this.queue.first?.key.replace("-", "").slice(0, 12) ?? "", 16);
    this.queue.isPaused = !isWhole || Date.now() - writtenAt > staleMs;
    this.goOn();
  }

  /** Where nothing but the moment stood in the way. */
  goOn(): void {
    if (!this.queue.isPaused) {
      void this.drain();
    }
  }

  async sendNow(message: QueuedMessage): Promise<void> {
    if (await this.hooks.stop()) {
      await this.send(message);
    }
  }

  /** Sends it, unless it was taken back while its turn came, or is on its way. */
  async send(message: QueuedMessage, isTyped = false): Promise<boolean> {
    if (!this.queue.has(message)) {
      return true;
    }
    const isSent = await this.queue.whileGoing(message, () => this.hooks.send(message, isTyped));
    if (isSent) {
      this.queue.done(message);
    } else {
      this.queue.isPaused = true;
    }
    return isSent;
  }

  takeBack(message: QueuedMessage): void {
    this.queue.done(message);
    this.composer.giveBack(message);
    this.composer.focusField();
  }
}
