/** Colours and buttons for code in answers. Loaded only once an answer holds code; see code.ts. */
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import go from "highlight.js/lib/languages/go";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import markdown from "highlight.js/lib/languages/markdown";
import python from "highlight.js/lib/languages/python";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

/** Longer code stays plain: colouring it would freeze the page. */
const longest = 60_000;

Object.entries({ bash, cpp, csharp, css, go, java, javascript, json, markdown, python, rust, sql, typescript, xml, yaml })
  .forEach(([name, language]) => hljs.registerLanguage(name, language));
hljs.registerAliases(["razor", "cshtml", "vue", "svelte"], { languageName: "xml" });

/** Colours one finished code element. */
export function colour(code: HTMLElement, language: string): void {
  const text = code.textContent;
  if (hljs.getLanguage(language) && text.length <= longest) {
    code.innerHTML = hljs.highlight(text, { language, ignoreIllegals: true }).value;
    code.classList.add("hljs");
  }
}
