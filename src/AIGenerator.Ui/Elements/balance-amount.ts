import { watchBalance } from "@client/live/balance";

/** The balance, live: `live:balance` on the document carries the new amount. */
export class BalanceAmount extends HTMLElement {
  #abort: AbortController | undefined;

  connectedCallback(): void {
    this.#abort = new AbortController();
    document.addEventListener("live:balance", event => {
      const { available } = (event as CustomEvent<{ available: number }>).detail;
      this.show(available);
    }, { signal: this.#abort.signal });
    this.#abort.signal.addEventListener("abort", watchBalance());
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  /** Writes an amount the way the page's language does. */
  show(available: number): void {
    const output = this.querySelector("[data-amount]");
    const text = new Intl.NumberFormat(document.documentElement.lang).format(available);
    if (output && output.textContent !== text) {
      output.textContent = text;
      output.animate([{ opacity: 0.4 }, { opacity: 1 }], { duration: 280, easing: "ease-out" });
    }
  }
}

customElements.define("balance-amount", BalanceAmount);
