const nearBottom = 32;
const nearTop = 16;

/**
 * The scroll rule of a conversation: after sending, the question stands near the top and the answer grows below it; the view follows only
 * while the reader is at the bottom, and any scroll upwards stops that.
 */
export class ScrollFollower {
  readonly #scroller: HTMLElement;
  readonly #jump: HTMLElement;
  #follows = true;
  #last = 0;

  constructor(scroller: HTMLElement, jump: HTMLElement, signal: AbortSignal, latest: () => Promise<void> = async () => {}) {
    this.#scroller = scroller;
    this.#jump = jump;
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true, signal });
    // The last receipt would open under the composer. Everything else that opens or closes moves nothing.
    scroller.addEventListener("toggle", event => (event.target as Element).closest(".receipt[open]")?.scrollIntoView({ block: "nearest" }), { capture: true, signal });
    jump.addEventListener("click", () => void latest().then(() => this.toEnd(true)), { signal });
    const observer = new ResizeObserver(() => this.grown());
    observer.observe(scroller);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  /** Shows the end of the conversation. */
  toEnd(smooth = false): void {
    this.#follows = true;
    this.#scroller.scrollTo({ top: this.#scroller.scrollHeight, behavior: smooth ? motion() : "instant" });
  }

  /** Shows a message near the top, and stays there. */
  show(message: HTMLElement): void {
    this.#follows = false;
    message.scrollIntoView({ block: "start", behavior: "instant" });
    this.#last = this.#scroller.scrollTop;
    this.#show();
  }

  /** Places a question near the top and gives its answer the room below to grow into. */
  place(question: HTMLElement, answer: HTMLElement): void {
    this.#scroller.querySelectorAll<HTMLElement>("[data-room]").forEach(element => { element.style.minHeight = ""; delete element.dataset["room"]; });
    const below = parseFloat(getComputedStyle(answer.parentElement!).paddingBlockEnd) + parseFloat(getComputedStyle(answer).marginBlockEnd);
    const above = answer.getBoundingClientRect().top - question.getBoundingClientRect().top;
    answer.style.minHeight = `${Math.max(this.#scroller.clientHeight - nearTop - above - below, 0)}px`;
    answer.dataset["room"] = "";
    this.#follows = true;
    const top = this.#scroller.scrollTop + question.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top - nearTop;
    this.#scroller.scrollTo({ top, behavior: motion() });
  }

  /** The conversation became longer. */
  grown(): void {
    // Whoever has just scrolled up is left alone, even before the event of it has come.
    this.#follows &&= this.#atEnd() || this.#scroller.scrollTop >= this.#last - 1;
    if (this.#follows && !this.#atEnd()) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
      this.#last = this.#scroller.scrollTop;
    } else if (!this.#follows) {
      this.#jump.toggleAttribute("data-news", true);
    }
    this.#show();
  }

  #scrolled(): void {
    const top = this.#scroller.scrollTop;
    if (this.#atEnd()) {
      this.#follows = true;
      this.#jump.removeAttribute("data-news");
    } else if (top < this.#last - 1) {
      this.#follows = false;
    }
    this.#last = top;
    this.#show();
  }

  #show(): void {
    this.#jump.hidden = this.#follows || this.#atEnd();
  }

  #atEnd(): boolean {
    return this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < nearBottom;
  }
}

function motion(): ScrollBehavior {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}
