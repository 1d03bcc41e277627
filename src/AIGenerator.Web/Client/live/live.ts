import { LiveConnection, type LiveEvent } from "./connection";

export type { LiveEvent } from "./connection";

type Handler = (event: LiveEvent) => void;

type News =
  | { kind: "wants"; tab: string; topics: [string, number][] }
  | { kind: "leader" }
  | { kind: "event"; event: LiveEvent }
  | { kind: "state"; online: boolean };

/** A watcher that asked for the whole hears nothing before the snapshot: another tab may be in the middle of the same topic. */
interface Watcher { topic: string; after: number; seen: number; isWaiting: boolean; handler: Handler }

const lockName = "ag-live";

/**
 * What happens on the server, as it happens. All tabs of a browser share one connection: the tab that holds the lock keeps it and passes
 * every event on; when that tab closes, the lock falls to the next one, which resumes at the positions known here.
 */
class Live {
  readonly #tab = Array.from(crypto.getRandomValues(new Uint32Array(2)), part => part.toString(36)).join("");
  readonly #watchers = new Set<Watcher>();
  readonly #wants = new Map<string, [string, number][]>();
  #channel: BroadcastChannel | undefined;
  #connection: LiveConnection | undefined;
  #planned = false;
  #online = true;

  /** False while the server cannot be reached. Changes raise <c>live-state</c> on the document. */
  get online(): boolean {
    return this.#online && navigator.onLine;
  }

  /**
   * Calls the handler with everything on the topic after a position; 0 asks for the whole again, Infinity only for news. The first event of
   * a resumed topic may be a snapshot that repeats what the handler knows. Returns the way to stop.
   */
  watch(topic: string, after: number, handler: Handler): () => void {
    const watcher = { topic, after, seen: after === Infinity ? 0 : after, isWaiting: after === 0, handler };
    this.#watchers.add(watcher);
    this.#start();
    this.#plan();
    return () => {
      if (this.#watchers.delete(watcher)) {
        this.#plan();
      }
    };
  }

  #start(): void {
    if (this.#channel) {
      return;
    }
    this.#channel = new BroadcastChannel(lockName);
    this.#channel.onmessage = message => this.#hear(message.data as News);
    addEventListener("offline", () => this.#report(false));
    if (!("locks" in navigator)) {
      this.#lead();
      return;
    }
    // The tab's own lock tells the leader, by falling free, that this tab is gone with its wishes.
    void navigator.locks.request(`${lockName}:${this.#tab}`, () => new Promise<void>(() => undefined));
    void navigator.locks.request(lockName, () => {
      this.#lead();
      return new Promise<void>(() => undefined);
    });
  }

  #lead(): void {
    this.#connection = new LiveConnection(
      event => { this.#channel?.postMessage({ kind: "event", event } satisfies News); this.#deliver(event); },
      online => { this.#channel?.postMessage({ kind: "state", online } satisfies News); this.#report(online); });
    this.#channel?.postMessage({ kind: "leader" } satisfies News);
    this.#plan();
  }

  #hear(news: News): void {
    switch (news.kind) {
      case "event": this.#deliver(news.event); break;
      case "state": this.#report(news.online); break;
      case "leader": this.#plan(); break;
      case "wants": this.#note(news.tab, news.topics); break;
    }
  }

  #note(tab: string, topics: [string, number][]): void {
    if (!this.#connection) {
      return;
    }
    if (!this.#wants.has(tab)) {
      void navigator.locks.request(`${lockName}:${tab}`, () => { this.#wants.delete(tab); this.#ask(); });
    }
    this.#wants.set(tab, topics);
    this.#ask();
  }

  /** Changes of one moment (a page swap stops five watchers and starts five) become one. */
  #plan(): void {
    if (!this.#planned) {
      this.#planned = true;
      setTimeout(() => { this.#planned = false; this.#announce(); }, 20);
    }
  }

  #announce(): void {
    const topics = new Map<string, number>();
    for (const { topic, after } of this.#watchers) {
      topics.set(topic, Math.min(after, topics.get(topic) ?? after));
    }
    if (this.#connection) {
      this.#wants.set(this.#tab, [...topics]);
      this.#ask();
    } else {
      this.#channel?.postMessage({ kind: "wants", tab: this.#tab, topics: [...topics] } satisfies News);
    }
  }

  #ask(): void {
    const all = new Map<string, number>();
    for (const [topic, after] of [...this.#wants.values()].flat()) {
      all.set(topic, Math.min(after, all.get(topic) ?? after));
    }
    this.#connection?.want(all);
    // What was asked for is under way: the next change must not rewind these topics again.
    for (const [tab, topics] of this.#wants) {
      this.#wants.set(tab, topics.map(([topic]) => [topic, Infinity]));
    }
  }

  #deliver(event: LiveEvent): void {
    for (const watcher of [...this.#watchers]) {
      if (watcher.isWaiting && event.type !== "snapshot" && event.type !== "gone") {
        continue;
      }
      if (watcher.topic === event.topic && (event.seq > watcher.seen || event.type === "snapshot" || event.type === "gone")) {
        watcher.isWaiting = false;
        watcher.seen = event.seq;
        watcher.after = Math.max(watcher.after, event.seq);
        watcher.handler(event);
      }
    }
  }

  #report(online: boolean): void {
    if (online !== this.#online) {
      this.#online = online;
      document.dispatchEvent(new CustomEvent("live-state", { detail: { online } }));
    }
  }
}

/** The browser's connection to what happens on the server. */
export const live = new Live();
