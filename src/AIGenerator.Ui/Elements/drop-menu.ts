import { placeBeside } from "./placing";

/** A button and its popover menu: placed beside the button, arrows and letters move, Escape and Tab close. Without a button of its own it opens at others. */
export class DropMenu extends HTMLElement {
  #abort: AbortController | undefined;
  #anchor: HTMLElement | undefined;

  /** Opens beside an element, which gets the focus back. */
  openAt(anchor: HTMLElement): void {
    this.#anchor = anchor;
    anchor.focus();
    this.querySelector<HTMLElement>("[popover]")?.showPopover();
  }

  connectedCallback(): void {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const menu = this.querySelector<HTMLElement>("[popover]");
    const button = this.querySelector<HTMLElement>("[popovertarget]");
    if (!menu) {
      return;
    }
    menu.addEventListener("toggle", event => {
      const anchor = this.#anchor ?? button;
      if (anchor) {
        this.#toggled(anchor, menu, event.newState === "open");
      }
    }, { signal });
    menu.addEventListener("keydown", event => this.#move(menu, event), { signal });
    menu.addEventListener("click", event => {
      if ((event.target as Element).closest("[role^=menuitem]")) {
        menu.hidePopover();
      }
    }, { signal });
    button?.addEventListener("keydown", event => {
      if (event.key === "ArrowDown" && !menu.matches(":popover-open")) {
        event.preventDefault();
        menu.showPopover();
      }
    }, { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  #toggled(button: HTMLElement, menu: HTMLElement, isOpen: boolean): void {
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) {
      return;
    }
    placeBeside(menu, button, menu.dataset["align"] === "start" ? "start" : "end");
    focusIn(menu, items(menu)[0]);
  }

  #move(menu: HTMLElement, event: KeyboardEvent): void {
    const all = items(menu);
    const now = all.indexOf(document.activeElement as HTMLElement);
    const to = (index: number): void => {
      event.preventDefault();
      focusIn(menu, all[(index + all.length) % all.length]);
    };
    switch (event.key) {
      case "ArrowDown": to(now + 1); break;
      case "ArrowUp": to(now - 1); break;
      case "Home": to(0); break;
      case "End": to(all.length - 1); break;
      case "Tab": menu.hidePopover(); break;
      default:
        if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
          const found = [...all.slice(now + 1), ...all.slice(0, now + 1)]
            .find(item => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()));
          focusIn(menu, found);
        }
    }
  }
}

const items = (menu: HTMLElement): HTMLElement[] =>
  [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]:not([aria-disabled=true])")].filter(item => item.offsetParent !== null);

// The page must stay where it is: for a menu near the top the browser would scroll it by the room that it keeps for the top bar.
function focusIn(menu: HTMLElement, item: HTMLElement | undefined): void {
  if (item) {
    item.focus({ preventScroll: true });
    const beyond = item.getBoundingClientRect().bottom - menu.getBoundingClientRect().bottom;
    const before = item.getBoundingClientRect().top - menu.getBoundingClientRect().top;
    menu.scrollTop += beyond > 0 ? beyond : Math.min(0, before);
  }
}

customElements.define("drop-menu", DropMenu);
