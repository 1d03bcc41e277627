import { placeBeside } from "./placing";

/** The balance in the top bar: a press opens a panel with where the tokens come from; with a modifier key it stays the link it is. */
export class BalanceChip extends HTMLElement {
  #abort: AbortController | undefined;
  #wasOpen = false;

  connectedCallback(): void {
    const link = this.querySelector("a");
    const panel = this.querySelector<HTMLElement>("[popover]");
    if (!link || !panel) {
      return;
    }
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
    // A press outside closes the panel before the click arrives; a press on the chip itself must not open it again.
    link.addEventListener("pointerdown", () => { this.#wasOpen = panel.matches(":popover-open"); }, { signal });
    link.addEventListener("click", event => this.#press(event, panel), { signal });
    link.addEventListener("keydown", event => {
      if (event.key === " ") {
        event.preventDefault();
        link.click();
      }
    }, { signal });
    panel.addEventListener("toggle", event => this.#toggled(link, panel, event.newState === "open"), { signal });
    document.addEventListener("live:balance", () => {
      if (panel.matches(":popover-open")) {
        void this.#fill(panel);
      }
    }, { signal });
    document.addEventListener("turbo:before-cache", () => panel.hidePopover(), { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  #press(event: MouseEvent, panel: HTMLElement): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    panel.togglePopover(!this.#wasOpen);
    this.#wasOpen = false;
  }

  #toggled(link: HTMLElement, panel: HTMLElement, isOpen: boolean): void {
    link.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      this.#place(link, panel);
      panel.focus({ preventScroll: true });
      void this.#fill(panel);
    }
  }

  // On a phone the panel is a sheet at the bottom; the stylesheet puts it there.
  #place(link: HTMLElement, panel: HTMLElement): void {
    if (matchMedia("(width >= 45rem)").matches) {
      placeBeside(panel, link, "end");
    } else {
      panel.removeAttribute("style");
    }
  }

  async #fill(panel: HTMLElement): Promise<void> {
    const body = panel.querySelector<HTMLElement>("[data-body]")!;
    const midnight = new Date();
    midnight.setHours(0, 0, 0, 0);
    const answer = await fetch(`${this.dataset["src"]}?since=${encodeURIComponent(midnight.toISOString())}`, { headers: { accept: "text/html" } }).catch(() => undefined);
    if (answer?.ok && !answer.redirected) {
      body.innerHTML = await answer.text();
    } else {
      body.textContent = this.dataset["failed"] ?? "";
    }
  }
}

customElements.define("balance-chip", BalanceChip);
