/** Shows what was typed while the eye is pressed in. */
export class PasswordField extends HTMLElement {
  #abort: AbortController | undefined;

  connectedCallback(): void {
    this.#abort = new AbortController();
    const input = this.querySelector("input");
    const button = this.querySelector("button");
    if (!input || !button) {
      return;
    }
    const show = button.getAttribute("aria-label") ?? "";
    button.hidden = false;
    button.addEventListener("click", () => {
      const isShown = input.type === "password";
      input.type = isShown ? "text" : "password";
      button.setAttribute("aria-pressed", String(isShown));
      button.setAttribute("aria-label", isShown ? button.dataset["hide"] ?? show : show);
      input.focus();
    }, { signal: this.#abort.signal });
    input.form?.addEventListener("submit", () => { input.type = "password"; }, { signal: this.#abort.signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }
}

customElements.define("password-field", PasswordField);
