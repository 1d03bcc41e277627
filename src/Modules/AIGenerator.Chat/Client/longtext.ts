const longest = 8_000;
const mostLines = 1_000;
const leftwards = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Whether a text is better kept as a file than in a field. */
export function fillsField(text: string): boolean {
  if (text.length > longest) {
    return true;
  }
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0 && lines <= mostLines; at = text.indexOf("\n", at + 1)) {
    lines++;
  }
  return lines > mostLines;
}

/** The dir of a text: a long one has that of its first letter, for the browser's own search goes through every paragraph at every key. The server's TextDirection is the same. */
export function directionOf(text: string): "auto" | "ltr" | "rtl" {
  if (text.length <= longest) {
    return "auto";
  }
  const letter = /\p{L}/u.exec(text.slice(0, longest))?.[0];
  return letter !== undefined && leftwards.test(letter) ? "rtl" : "ltr";
}

/** Puts a text into a field, its direction first: a field that looks for it itself takes seconds for 20,000 lines. */
export function putText(field: HTMLTextAreaElement, text: string): void {
  prepare(field, text);
  field.value = text;
  fitField(field);
}

/** Lets a field fit what stands in it: a long text has the field's full height at once, for measuring it means to lay out every line again. */
export function fitField(field: HTMLTextAreaElement): void {
  const isLong = prepare(field, field.value);
  if (!isLong && CSS.supports("field-sizing", "content")) {
    return;
  }
  field.style.blockSize = isLong ? "" : "auto";
  if (!isLong) {
    field.style.blockSize = `${field.scrollHeight}px`;
  }
}

function prepare(field: HTMLTextAreaElement, text: string): boolean {
  const direction = directionOf(text);
  if (field.dir !== direction) {
    field.dir = direction;
  }
  return field.toggleAttribute("data-long", text.length > longest);
}
