const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

const number = (hash: string, from: number, to: number): number => [...hash.slice(from, to)].reduce((value, digit) => value * 83 + digits.indexOf(digit), 0);

const linear = (value: number): number => { const v = value / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };

const srgb = (value: number): number => { const v = Math.min(1, Math.max(0, value)); return v <= 0.0031308 ? v * 12.92 * 255 : (1.055 * v ** (1 / 2.4) - 0.055) * 255; };

/** The pixels of a blur hash, four bytes each (github.com/woltapp/blurhash, Algorithm.md, read 2026-11). Null for what is none. */
export function unblur(hash: string, width: number, height: number): Uint8ClampedArray<ArrayBuffer> | null {
  const size = number(hash, 0, 1);
  const [across, down] = [size % 9 + 1, Math.floor(size / 9) + 1];
  if (hash.length !== 4 + 2 * across * down) {
    return null;
  }
  const most = (number(hash, 1, 2) + 1) / 166;
  const base = number(hash, 2, 6);
  const wave = (value: number): number => Math.sign(value - 9) * ((value - 9) / 9) ** 2 * most;
  const factors = Array.from({ length: across * down }, (_, at) => {
    const value = at === 0 ? 0 : number(hash, 4 + at * 2, 6 + at * 2);
    return at === 0 ? [linear(base >> 16), linear(base >> 8 & 255), linear(base & 255)] as const
      : [wave(Math.floor(value / 361)), wave(Math.floor(value / 19) % 19), wave(value % 19)] as const;
  });
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour: [number, number, number] = [0, 0, 0];
      for (const [at, factor] of factors.entries()) {
        const basis = Math.cos(Math.PI * x * (at % across) / width) * Math.cos(Math.PI * y * Math.floor(at / across) / height);
        colour[0] += factor[0] * basis;
        colour[1] += factor[1] * basis;
        colour[2] += factor[2] * basis;
      }
      pixels.set([...colour.map(srgb), 255], (y * width + x) * 4);
    }
  }
  return pixels;
}
