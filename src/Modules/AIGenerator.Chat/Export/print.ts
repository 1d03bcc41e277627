/** What an exported page runs while it is printed, before anything is on paper: formulas are drawn, code gets its colours. A bundle of its own, which
 *  brings its fonts along: the page has no network. */
import { coloured, longest } from "../Answers/colours";
import { draw } from "../Answers/maths";

draw(document.querySelectorAll<HTMLElement>(".math"), null);
for (const code of document.querySelectorAll<HTMLElement>("figure.code-block code")) {
  const language = /language-([\w+#.-]+)/.exec(code.className)?.[1];
  const html = language && code.textContent.length <= longest ? await coloured(code.textContent, language) : null;
  if (html) {
    code.innerHTML = html;
    code.classList.add("hljs");
  }
}

// Fonts that the layout asks for are waited for before a page is printed; nothing else would ask in time.
void document.body.offsetHeight;
