/** One message of a topic, as the server sends it. */
export interface LiveEvent {
  readonly topic: string;
  readonly seq: number;
  readonly type: string;
  readonly data: unknown;
}

/** The server pings every 15 seconds; a connection silent for longer than two pings is dead even if the socket does not know. */
const silenceMs = 40_000;
const firstPauseMs = 500;
const longestPauseMs = 30_000;

/** The server-sent-event connection of the leading tab: resumes where it was, backs off with jitter, notices silence. */
export class LiveConnection {
  readonly #deliver: (event: LiveEvent) => void;
  readonly #report: (online: boolean) => void;
  #positions = new Map<string, number>();
  #abort: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(deliver: (event: LiveEvent) => void, report: (online: boolean) => void) {
    this.#deliver = deliver;
    this.#report = report;
    addEventListener("online", () => this.reopen());
    addEventListener("offline", () => { this.#close(); this.#report(false); });
  }

  /** Watches exactly these topics from these positions on. Opens anew only where something was added or has to be told again. */
  want(topics: ReadonlyMap<string, number>): void {
    let changed = false;
    for (const [topic, after] of topics) {
      const known = this.#positions.get(topic);
      if (known === undefined || after < known) {
        this.#positions.set(topic, Number.isFinite(after) ? after : 0);
        changed = true;
      }
    }
    for (const topic of this.#positions.keys()) {
      if (!topics.has(topic)) {
        this.#positions.delete(topic);
      }
    }
    if (this.#positions.size === 0) {
      this.#close();
    } else if (changed) {
      this.reopen();
    }
  }

  /** Opens now, without waiting for the pause to end. */
  reopen(): void {
    this.#close();
    if (this.#positions.size > 0 && navigator.onLine) {
      void this.#run();
    }
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = undefined;
  }

  async #run(): Promise<void> {
    const abort = this.#abort = new AbortController();
    try {
      const topics = [...this.#positions].map(([topic, after]) => after > 0 ? `${topic}~${after}` : topic).join(",");
      const response = await fetch(`/api/events?topics=${encodeURIComponent(topics)}`, {
        headers: { accept: "text/event-stream" }, cache: "no-store", signal: abort.signal,
      });
      if (!response.ok || !response.body) {
        // Signed out or forbidden: asking again would get the same answer until the next page.
        if (response.status === 401 || response.status === 403) {
          return;
        }
        throw new Error(String(response.status));
      }
      this.#failures = 0;
      this.#report(true);
      await this.#read(response.body, abort);
    } catch {
      // A lost connection is the expected end; what matters is the pause below.
    }
    if (this.#abort === abort && navigator.onLine) {
      this.#pause();
    }
  }

  async #read(body: ReadableStream<Uint8Array>, abort: AbortController): Promise<void> {
    const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    let rest = "";
    for (;;) {
      const silence = setTimeout(() => { void reader.cancel(); }, silenceMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done || abort.signal.aborted) {
        return;
      }
      const messages = (rest + value).replaceAll("\r", "").split("\n\n");
      rest = messages.pop() ?? "";
      messages.forEach(message => this.#take(message));
    }
  }

  #take(message: string): void {
    const data = message.split("\n").filter(line => line.startsWith("data:")).map(line => line.slice(5)).join("\n");
    if (!data) {
      return;
    }
    const event = JSON.parse(data) as LiveEvent;
    if (this.#positions.has(event.topic)) {
      this.#positions.set(event.topic, event.seq);
    }
    this.#deliver(event);
  }

  #pause(): void {
    const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures);
    // One broken connection is a proxy's or a deployment's routine and heals unseen; the second failure in a row is worth telling.
    if (++this.#failures > 1) {
      this.#report(false);
    }
    this.#timer = setTimeout(() => this.reopen(), longest / 2 + Math.random() * longest / 2);
  }
}
