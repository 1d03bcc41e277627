import { dress } from "./answers";

/** An answer that is complete, outside of the chat: shared pages, samples. */
export class AnswerProse extends HTMLElement {
  connectedCallback(): void {
    dress(this);
  }
}

customElements.define("answer-prose", AnswerProse);
