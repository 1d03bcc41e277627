/** Stream or grid: shown at once, kept in the address. Without script its links lead to the page with the other one. */
class ViewSwitch extends HTMLElement {
  connectedCallback(): void {
    this.onclick = event => {
      const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-to]");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        this.#show(link.dataset["to"]!);
      }
    };
  }

  #show(view: string): void {
    const page = this.closest("image-studio")!;
    for (const part of page.querySelectorAll<HTMLElement>("[data-view]")) {
      part.hidden = part.dataset["view"] !== view;
    }
    for (const link of this.querySelectorAll<HTMLElement>("a[data-to]")) {
      if (link.dataset["to"] === view) {
        link.setAttribute("aria-current", "page");
      } else {
        link.removeAttribute("aria-current");
      }
    }
    page.dispatchEvent(new CustomEvent("studio:view"));
  }
}

customElements.define("view-switch", ViewSwitch);
