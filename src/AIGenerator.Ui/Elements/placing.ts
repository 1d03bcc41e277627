const gap = 6;
const edge = 8;

/** Puts an open popover under what opened it, or above where there is no room; at its start or its end. */
export function placeBeside(popover: HTMLElement, opener: HTMLElement, align: "start" | "end"): void {
  const at = opener.getBoundingClientRect();
  const own = popover.getBoundingClientRect();
  const start = align === "start" ? at.left : at.right - own.width;
  // What a bar opens begins below the bar, however high its buttons are.
  const below = (opener.closest(".topbar, .public-bar") ?? opener).getBoundingClientRect().bottom + gap;
  popover.style.setProperty("right", "auto");
  popover.style.setProperty("left", `${Math.min(Math.max(edge, start), innerWidth - own.width - edge)}px`);
  popover.style.setProperty("top", `${below + own.height > innerHeight - edge ? Math.max(edge, at.top - own.height - gap) : below}px`);
}
