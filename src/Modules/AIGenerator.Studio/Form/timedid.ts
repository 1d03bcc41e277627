let last = 0;

/** A UUID of version 7: it carries its time, and ids order the history. Two of them are never of the same millisecond. */
export function timedId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = last = Math.max(Date.now(), last + 1);
  for (let at = 5; at >= 0; at--) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
