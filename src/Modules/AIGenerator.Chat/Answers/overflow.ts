/** Makes what scrolls sideways reachable by keyboard while it does, and only then: otherwise it would be one more empty stop. */
export function keepReachable(scroller: HTMLElement, name: string): void {
  scroller.dataset["scroll"] = name;
  observer.observe(scroller);
}

/** Looks again after a change that does not change the size. */
export function reachAgain(scroller: HTMLElement): void {
  const isWide = scroller.scrollWidth > scroller.clientWidth + 1;
  if (isWide === scroller.hasAttribute("tabindex")) {
    return;
  }
  if (isWide) {
    scroller.tabIndex = 0;
    scroller.setAttribute("role", "group");
    scroller.setAttribute("aria-label", scroller.dataset["scroll"] ?? "");
  } else {
    ["tabindex", "role", "aria-label"].forEach(name => scroller.removeAttribute(name));
  }
}

const observer = new ResizeObserver(entries => entries.forEach(entry => reachAgain(entry.target as HTMLElement)));
