import { call } from "@ui/api";
import type { LiveAnswer } from "../Answers/live-answer";
import type { Asking } from "./asking";
import type { Thread } from "./thread";

/** Stops what is being written, and keeps those who wait for its end. */
export class Stopping {
  #waiting: ((mayGo: boolean) => void)[] = [];

  constructor(private readonly thread: Thread, private readonly asking: Asking, private readonly failed: (error: unknown) => void) {}

  /** What the server has not accepted yet has no name to stop it by: that follows when it has one. */
  async stop(): Promise<void> {
    this.asking.isStopWanted = this.thread.isAsking;
    const generations = [...this.thread.list.querySelectorAll<LiveAnswer>("live-answer")].filter(answer => answer.isRunning && answer.generation);
    try {
      await Promise.all(generations.map(answer => call("PUT", `/api/generations/${answer.generation}/cancellation`)));
    } catch (error) {
      this.#waiting.splice(0).forEach(go => go(false));
      this.failed(error);
    }
  }

  /** Stops what is being written and waits for its end: only then can something else be asked. False where it goes on, or another wish came after this one. */
  async andWait(): Promise<boolean> {
    if (!this.thread.running) {
      return true;
    }
    const ended = new Promise<boolean>(resolve => this.#waiting.push(resolve));
    void this.stop();
    return ended;
  }

  /** Nothing is written any more: the last one that waits for that goes on. Whether somebody did. */
  over(): boolean {
    const waiting = this.#waiting.splice(0);
    waiting.forEach((go, at) => go(at === waiting.length - 1));
    return waiting.length > 0;
  }
}
