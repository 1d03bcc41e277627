interface Toast {
  text: string;
  tone?: string;
  action?: { text: string; href?: string; run?: () => void };
  /** How long it stays; an Undo needs more than the usual six seconds. */
  ms?: number;
}

const most = 3;
const staysMs = 6000;

/** Short messages in a corner: from `ui:toast` events, and the one that a redirect left in the flash cookie. */
export class ToastRegion extends HTMLElement {
  #abort: AbortController | undefined;

  connectedCallback(): void {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    document.addEventListener("ui:toast", event => this.show((event as CustomEvent<Toast>).detail), { signal });
    document.addEventListener("turbo:load", () => this.#takeFlash(), { signal });
    // Shown before it speaks, so that screen readers know the region; not while the page is still being laid out.
    whenIdle(() => { if (!this.matches(":popover-open")) { this.#rise(); } }, signal);
    this.#takeFlash();
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  /** Adds a message; dangers stay until closed, others leave after six seconds without a pointer or focus on them. */
  show(toast: Toast): void {
    const template = this.querySelector("template");
    const element = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (!element) {
      return;
    }
    const tone = toast.tone ?? "neutral";
    element.classList.add(`tone-${tone}`);
    element.querySelector("[data-text]")!.textContent = toast.text;
    this.#offer(element, toast);
    element.querySelector("[data-dismiss]")?.addEventListener("click", () => leave(element));
    this.#rise();
    this.append(element);
    const toasts = this.querySelectorAll<HTMLElement>(":scope > .toast");
    if (toasts.length > most) {
      toasts[0]?.remove();
    }
    if (tone !== "danger") {
      this.#plan(element, toast.ms ?? staysMs);
    }
  }

  /** Into the top layer, over a drawer that was opened meanwhile: an Undo that nobody can reach is none. */
  #rise(): void {
    this.popover = "manual";
    if (this.matches(":popover-open")) {
      this.hidePopover();
    }
    this.showPopover();
  }

  #offer(element: HTMLElement, toast: Toast): void {
    const action = element.querySelector<HTMLElement>("[data-action]")!;
    if (!toast.action) {
      action.remove();
      return;
    }
    action.textContent = toast.action.text;
    const { href, run } = toast.action;
    action.addEventListener("click", () => {
      if (href) {
        location.assign(href);
      }
      run?.();
      leave(element);
    });
  }

  #plan(element: HTMLElement, ms: number): void {
    const timer = setInterval(() => {
      if (!element.isConnected) {
        clearInterval(timer);
      } else if (!element.matches(":hover, :focus-within")) {
        clearInterval(timer);
        leave(element);
      }
    }, ms);
  }

  #takeFlash(): void {
    const value = /(?:^|; )ag_flash=([^;]+)/.exec(document.cookie)?.[1];
    if (value) {
      document.cookie = "ag_flash=;path=/;max-age=0";
      const bytes = Uint8Array.from(atob(decodeURIComponent(value)), letter => letter.charCodeAt(0));
      const { Tone, Text } = JSON.parse(new TextDecoder().decode(bytes)) as { Tone: string; Text: string };
      this.show({ text: Text, tone: Tone });
    }
  }
}

function whenIdle(run: () => void, signal: AbortSignal): void {
  const start = (): void => { if (!signal.aborted) { run(); } };
  // Safari has no idle callback.
  if (typeof requestIdleCallback === "function") {
    requestIdleCallback(start, { timeout: 1000 });
  } else {
    setTimeout(start, 200);
  }
}

function leave(element: HTMLElement): void {
  element.animate([{ opacity: 1 }, { opacity: 0 }], { duration: 120 }).finished.then(() => element.remove(), () => element.remove());
}

customElements.define("toast-region", ToastRegion);
