/** Plain text of the server, in pieces; a match is shown marked. */
export interface Piece { text: string; isMatch: boolean }

/** Nodes of the pieces. Set as text, never as HTML. */
export function marked(pieces: readonly Piece[]): DocumentFragment {
  const all = document.createDocumentFragment();
  for (const { text, isMatch } of pieces) {
    if (isMatch) {
      const mark = document.createElement("mark");
      mark.textContent = text;
      all.append(mark);
    } else {
      all.append(text);
    }
  }
  return all;
}
