/** Counts the characters of the field that `for` names. */
export class TextCounter extends HTMLElement {
  #abort: AbortController | undefined;

  connectedCallback(): void {
    this.#abort = new AbortController();
    const field = document.getElementById(this.getAttribute("for") ?? "");
    const output = this.lastElementChild;
    if (field instanceof HTMLTextAreaElement && output) {
      const count = (): void => { output.textContent = `${field.value.length} / ${field.maxLength}`; };
      field.addEventListener("input", count, { signal: this.#abort.signal });
      count();
    }
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }
}

customElements.define("text-counter", TextCounter);
