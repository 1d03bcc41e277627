import { live, type LiveEvent } from "@client/live/live";
import { dress } from "./answers";
import { markup, part } from "@ui/api";

/** How an answer ended, as the live topic tells it. */
export interface AnswerEnd {
  readonly state: "succeeded" | "failed" | "canceled";
  readonly stopReason: string | null;
}

interface Snapshot { state: string; blocks: string[]; tail: string; reasoning: string | null }
interface Delta { add: string[]; tail: string; reasoning: string | null }

/**
 * An answer while it is being written. Finished blocks are appended and never touched again; only the open tail is replaced. Raises
 * answer-grown for each change and answer-ended once.
 */
export class LiveAnswer extends HTMLElement {
  #stop: (() => void) | undefined;
  #blocks = 0;
  #isKnown = false;
  #thinkingSince = 0;
  #isThinkingOver = false;

  /** The generation that writes this answer. */
  get generation(): string {
    return this.dataset["generation"] ?? "";
  }

  /** Whether the answer is still being written. */
  get isRunning(): boolean {
    return this.dataset["state"] === "queued" || this.dataset["state"] === "running";
  }

  connectedCallback(): void {
    dress(part(this, "blocks"));
    if (this.isRunning && this.generation) {
      this.#follow();
    }
  }

  disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Follows a generation that has just been accepted. */
  begin(generation: string): void {
    this.dataset["generation"] = generation;
    this.#follow();
  }

  #follow(): void {
    this.#isKnown = false;
    this.#stop?.();
    this.#stop = live.watch(`generation:${this.generation}`, 0, event => this.#take(event));
  }

  #take(event: LiveEvent): void {
    switch (event.type) {
      case "snapshot": this.#restate(event.data as Snapshot); break;
      case "delta": this.#grow(event.data as Delta); break;
      case "end": this.#finish(event.data as AnswerEnd); break;
      case "gone": this.#finish({ state: "failed", stopReason: "gone" }); break;
    }
  }

  #restate(snapshot: Snapshot): void {
    const blocks = part(this, "blocks");
    if (!this.#isKnown || snapshot.blocks.length < this.#blocks) {
      // What the page was rendered with is the last saved second, not cut into blocks: the stream starts it over, once.
      blocks.replaceChildren();
      part(this, "reasoning").textContent = "";
      this.#blocks = 0;
      this.#isKnown = true;
    }
    if (snapshot.blocks.length > 0 || snapshot.tail) {
      // The thinking is over and its beginning was not seen here: its length is not known.
      this.#thinkingSince = 0;
      part(this, "thinking-label").textContent = part(this, "thinking").dataset["over"] ?? "";
      this.#isThinkingOver = true;
    }
    const known = part(this, "reasoning").textContent.length;
    this.#grow({ add: snapshot.blocks.slice(this.#blocks), tail: snapshot.tail, reasoning: snapshot.reasoning?.slice(known) ?? null });
  }

  #grow(delta: Delta): void {
    if (!this.#isKnown) {
      return;
    }
    if (delta.reasoning) {
      this.#think(delta.reasoning);
    }
    const tail = part(this, "tail");
    const pieces = delta.add.map(markup);
    pieces.forEach(piece => dress(piece, { before: tail }));
    part(this, "blocks").append(...pieces);
    this.#blocks += pieces.length;
    const rest = markup(delta.tail);
    dress(rest, { before: tail, isOpen: true });
    tail.replaceChildren(rest);
    if (delta.add.length > 0 || delta.tail) {
      this.#thought();
      this.dataset["state"] = "running";
      this.toggleAttribute("data-has-text", true);
    }
    this.#tell("answer-grown");
  }

  #think(text: string): void {
    const details = part<HTMLDetailsElement>(this, "thinking");
    if (!this.#isThinkingOver) {
      this.#thinkingSince ||= Date.now();
    }
    details.hidden = false;
    part(this, "reasoning").append(text);
    this.toggleAttribute("data-has-reasoning", true);
  }

  #thought(): void {
    const details = part<HTMLDetailsElement>(this, "thinking");
    if (this.#thinkingSince && details.dataset["done"]) {
      const seconds = Math.max(1, Math.round((Date.now() - this.#thinkingSince) / 1000));
      part(this, "thinking-label").textContent = details.dataset["done"].replace("{seconds}", String(seconds));
      this.#thinkingSince = 0;
    }
  }

  #finish(end: AnswerEnd): void {
    this.#stop?.();
    this.#stop = undefined;
    const tail = part(this, "tail");
    dress(tail);
    part(this, "blocks").append(...tail.childNodes);
    this.dataset["state"] = end.state;
    this.#tell("answer-ended", end);
  }

  #tell(type: string, detail?: AnswerEnd): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  }
}

customElements.define("live-answer", LiveAnswer);
