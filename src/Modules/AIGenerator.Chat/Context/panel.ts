import { placeBeside } from "../../../AIGenerator.Ui/Elements/placing";
import { call, fill, number, part } from "@ui/api";
import type { ContextGauge } from "./context-gauge";
import { percentOf, type ContextUse } from "./use";

interface Price { readonly messages: number; readonly expectedCredits: number; readonly atMostCredits: number }

/** The details behind the gauge: what is used, what is not told any more, what the chat has cost, and the way to make it shorter. */
export class ContextPanel {
  #pricings = 0;
  #priced = "";

  constructor(private readonly panel: HTMLElement, private readonly gauge: ContextGauge) {
    panel.addEventListener("toggle", event => {
      const isOpen = event.newState === "open";
      gauge.button.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) {
        this.#place();
        panel.focus({ preventScroll: true });
        void this.#price();
      }
    });
    document.addEventListener("turbo:before-cache", () => panel.hidePopover(), { once: true });
  }

  open(): void {
    this.refuse("");
    this.panel.showPopover();
  }

  close(): void {
    this.panel.hidePopover();
  }

  /** Why it could not be compacted. */
  refuse(text: string): void {
    const place = part(this.panel, "compact-refusal");
    place.textContent = text;
    place.hidden = !text;
  }

  show(use: ContextUse, model: string): void {
    const texts = this.panel.dataset;
    part<HTMLProgressElement>(this.panel, "bar").value = percentOf(use) / 100;
    part(this.panel, "used").textContent = `≈ ${number(use.usedTokens)}`;
    part(this.panel, "room").textContent = number(use.roomTokens);
    part(this.panel, "units").textContent = fill(texts["textUnits"], { limit: number(use.limitTokens) });
    part(this.panel, "spent").textContent = number(use.spentCredits);
    const state = use.isCut ? fill(texts["textCut"], { model, count: number(use.untoldMessages) }) : fill(texts["textAll"], { model });
    part(this.panel, "state").textContent = use.summaryId && !use.isCut ? texts["textSummed"] ?? "" : state;
    this.panel.toggleAttribute("data-full", use.isCut);
    if (this.panel.matches(":popover-open")) {
      void this.#price();
    }
  }

  // The price stands on the button before it is pressed.
  async #price(): Promise<void> {
    const button = part(this.panel, "compact");
    const place = part(this.panel, "compact-price");
    const about = part(this.panel, "compact-about");
    const turn = ++this.#pricings;
    const path = `/api/chat/${this.gauge.chat}/compact?${new URLSearchParams({ model: this.gauge.model, ...(this.gauge.leaf ? { messageId: this.gauge.leaf } : {}) })}`;
    if (path !== this.#priced) {
      place.textContent = "";
      button.setAttribute("aria-disabled", "true");
    }
    try {
      const price = await call<Price>("GET", path);
      if (turn !== this.#pricings) {
        return;
      }
      this.#priced = path;
      button.removeAttribute("aria-disabled");
      const isFree = price.atMostCredits === 0;
      place.textContent = isFree ? this.panel.dataset["textFree"] ?? "" : fill(this.panel.dataset["textPrice"], { price: number(price.expectedCredits) });
      place.classList.toggle("is-free", isFree);
      button.title = isFree ? "" : fill(this.panel.dataset["textAtMost"], { price: number(price.atMostCredits) });
      button.hidden = about.hidden = false;
    } catch {
      // Nothing to make shorter, or nobody to do it: no button that would only refuse.
      button.hidden = about.hidden ||= turn === this.#pricings;
    }
    this.#place();
  }

  // On a phone the panel is a sheet at the bottom; the stylesheet puts it there.
  #place(): void {
    if (matchMedia("(width >= 45rem)").matches) {
      placeBeside(this.panel, this.gauge.button, "end");
    } else {
      this.panel.removeAttribute("style");
    }
  }
}
