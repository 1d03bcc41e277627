/** The tile that an arrow leads to: the neighbour, or in the next row the one whose middle is nearest. */
export function next(tiles: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const at = tiles.indexOf(from);
  switch (key) {
    case "ArrowLeft": return tiles[at - 1];
    case "ArrowRight": return tiles[at + 1];
    case "Home": return tiles[0];
    case "End": return tiles[tiles.length - 1];
    case "ArrowUp": return inRow(tiles.slice(0, at).reverse(), from);
    case "ArrowDown": return inRow(tiles.slice(at + 1), from);
    default: return undefined;
  }
}

/** Tiles in the order in which they go away from it. */
function inRow(tiles: readonly HTMLElement[], from: HTMLElement): HTMLElement | undefined {
  const own = from.getBoundingClientRect();
  const first = tiles.findIndex(tile => Math.abs(tile.getBoundingClientRect().top - own.top) > 1);
  if (first < 0) {
    return undefined;
  }
  const top = tiles[first]!.getBoundingClientRect().top;
  const row = tiles.slice(first).filter(tile => Math.abs(tile.getBoundingClientRect().top - top) <= 1);
  const away = (tile: HTMLElement): number => { const box = tile.getBoundingClientRect(); return Math.abs(box.left + box.width / 2 - own.left - own.width / 2); };
  return row.sort((one, other) => away(one) - away(other))[0];
}
