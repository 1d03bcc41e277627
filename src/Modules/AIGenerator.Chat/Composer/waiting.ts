import type { PromptComposer } from "./composer";
import type { MessageQueue, QueuedMessage } from "./queue";

/** What the waiting messages need from the page. */
interface Hooks {
  readonly chat: () => string;
  readonly isRunning: () => boolean;
  readonly send: (message: QueuedMessage) => Promise<boolean>;
  /** Stops what is being written and waits for its end. */
  readonly stop: () => Promise<void>;
}

/** Messages that were written while an answer was, or without a connection: sent in their turn, sent now, or taken back into the field. */
export class Waiting {
  constructor(private readonly page: HTMLElement, private readonly queue: MessageQueue, private readonly composer: PromptComposer, private readonly hooks: Hooks) {}

  /** Sends the message whose turn it is; with several tabs open, only one does. */
  async drain(): Promise<void> {
    const work = async (): Promise<void> => {
      const message = this.queue.first;
      if (message && !this.hooks.isRunning() && this.page.isConnected) {
        this.queue.isPaused = false;
        if (await this.hooks.send(message)) {
          this.queue.done(message);
        } else {
          this.queue.isPaused = true;
        }
      }
    };
    await ("locks" in navigator ? navigator.locks.request(`queue:${this.hooks.chat()}`, work) : work());
  }

  /** On a page that has just been drawn: what waits goes on where the answer before it came whole, here or while nobody looked. */
  begin(isWhole: boolean): void {
    this.queue.isPaused = !isWhole;
    this.goOn();
  }

  /** Where nothing but the moment stood in the way. */
  goOn(): void {
    if (!this.queue.isPaused) {
      void this.drain();
    }
  }

  async sendNow(message: QueuedMessage): Promise<void> {
    await this.hooks.stop();
    if (await this.hooks.send(message)) {
      this.queue.done(message);
    }
  }

  takeBack(message: QueuedMessage): void {
    this.queue.done(message);
    this.composer.text = [this.composer.text, message.text].filter(Boolean).join("\n\n");
    this.composer.putFiles(message.files ?? []);
    this.composer.targets.put(message.to);
    this.composer.focusField();
  }
}
