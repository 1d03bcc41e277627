import { watchBalance } from "@client/live/balance";

/** The balance, live: `live:balance` on the document carries the new amount. */
export class BalanceAmount extends HTMLElement {
  #abort: AbortController | undefined;

  connectedCallback(): void {
    this.#abort = new AbortController();
    document.addEventListener("live:balance", event => {
      // Without data the topic is not this reader's (a visitor, an ended session): what the server wrote stays.
      const balance = (event as CustomEvent<{ available: number } | null>).detail;
      if (balance) {
        this.show(balance.available);
      }
    }, { signal: this.#abort.signal });
    this.#abort.signal.addEventListener("abort", watchBalance());
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  /** Writes an amount the way the page's language does. */
  show(available: number): void {
    const output = this.querySelector<HTMLElement>("[data-amount]");
    // Compared as a number: the first formatter of a page costs a phone a tenth of a second, and mostly there is nothing new to write.
    if (output && output.dataset["amount"] !== String(available)) {
      output.dataset["amount"] = String(available);
      output.textContent = new Intl.NumberFormat(document.documentElement.lang).format(available);
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
        output.animate([{ opacity: 0.4 }, { opacity: 1 }], { duration: 280, easing: "ease-out" });
      }
    }
  }
}

customElements.define("balance-amount", BalanceAmount);
