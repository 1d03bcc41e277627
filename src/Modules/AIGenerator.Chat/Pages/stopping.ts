import { call } from "@ui/api";
import type { LiveAnswer } from "../Answers/live-answer";
import type { Asking } from "./asking";
import type { Thread } from "./thread";

/** Stops what is being written, and keeps those who wait for its end. */
export class Stopping {
  #waiting: (() => void)[] = [];

  constructor(private readonly thread: Thread, private readonly asking: Asking, private readonly failed: (error: unknown) => void) {}

  /** What the server has not accepted yet has no name to stop it by: that follows when it has one. False where the server could not be told. */
  async stop(): Promise<boolean> {
    this.asking.isStopWanted = this.thread.isAsking;
    const generations = [...this.thread.list.querySelectorAll<LiveAnswer>("live-answer")].filter(answer => answer.isRunning && answer.generation);
    try {
      await Promise.all(generations.map(answer => call("PUT", `/api/generations/${answer.generation}/cancellation`)));
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  /** Stops what is being written and waits for its end: only then can something else be asked. False where it goes on. */
  async andWait(): Promise<boolean> {
    if (!this.thread.running) {
      return true;
    }
    let go!: () => void;
    const ended = new Promise<void>(resolve => { go = resolve; });
    this.#waiting.push(go);
    if (await this.stop()) {
      await ended;
      return true;
    }
    this.#waiting = this.#waiting.filter(one => one !== go);
    return false;
  }

  /** Nothing is written any more: who waits for that goes on. Whether somebody did. */
  over(): boolean {
    const waiting = this.#waiting.splice(0);
    waiting.forEach(go => go());
    return waiting.length > 0;
  }
}
