const firstDelayMs = 400;
const neighbourMs = 300;

/** One bubble for all elements with data-tip: after a moment at first, at once for neighbours, on focus by keyboard too, gone on Escape. */
export function showTips(): void {
  let bubble: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastHidden = 0;
  let byKeyboard = false;

  const hide = (): void => {
    clearTimeout(timer);
    if (bubble?.isConnected) {
      bubble.remove();
      lastHidden = performance.now();
    }
  };

  const show = (host: HTMLElement): void => {
    bubble ??= Object.assign(document.createElement("div"), { className: "tip", popover: "manual" });
    bubble.setAttribute("aria-hidden", "true");
    bubble.textContent = host.dataset["tip"] ?? "";
    document.body.append(bubble);
    bubble.showPopover();
    place(bubble, host);
  };

  const plan = (event: Event): void => {
    const host = (event.target as Element).closest<HTMLElement>("[data-tip]");
    hide();
    if (host && !(event.type === "focusin" && !byKeyboard)) {
      timer = setTimeout(() => show(host), performance.now() - lastHidden < neighbourMs ? 0 : firstDelayMs);
    }
  };

  document.addEventListener("pointerover", event => { if (event.pointerType === "mouse") { plan(event); } });
  document.addEventListener("focusin", plan);
  document.addEventListener("focusout", hide);
  document.addEventListener("pointerdown", () => { byKeyboard = false; hide(); });
  document.addEventListener("keydown", event => {
    byKeyboard = event.key === "Tab" || event.key.startsWith("Arrow");
    if (event.key === "Escape") { hide(); }
  });
  document.addEventListener("turbo:before-render", hide);
}

function place(bubble: HTMLElement, host: HTMLElement): void {
  const at = host.getBoundingClientRect();
  const own = bubble.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left + (at.width - own.width) / 2), innerWidth - own.width - 8);
  const above = at.top - own.height - 8;
  const below = at.bottom + 8;
  const top = below + own.height > innerHeight - 8 ? above : below;
  bubble.style.setProperty("left", `${left}px`);
  bubble.style.setProperty("top", `${top}px`);
}
