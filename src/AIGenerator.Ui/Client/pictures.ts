const mebibyte = 1024 * 1024;
const fitTypes = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

/** How large a picture may go along: pixels of its longer side, bytes of a file that is left as it is. */
export interface Fit { readonly longest: number; readonly heavy: number }

/** For models that look at it. */
export const toBeSeen: Fit = { longest: 2048, heavy: 4 * mebibyte };

/** For models that work on it. */
export const toBeWorkedOn: Fit = { longest: 4096, heavy: 16 * mebibyte };

/**
 * What to send of a picture: huge ones made smaller, and formats that the server does not open made JPEG, where this browser can. Otherwise the file as
 * it is; the server then has its say.
 */
export async function fitting(file: File, fit: Fit): Promise<Blob> {
  try {
    const isFit = fitTypes.has(file.type);
    if (isFit && (file.type === "image/gif" || file.size <= 256 * 1024)) {
      return file;
    }
    const bitmap = await createImageBitmap(file);
    try {
      const factor = Math.min(1, fit.longest / Math.max(bitmap.width, bitmap.height));
      return factor < 1 || !isFit || file.size > fit.heavy ? await draw(bitmap, factor, file, fit) : file;
    } finally {
      bitmap.close();
    }
  } catch {
    return file;
  }
}

async function draw(bitmap: ImageBitmap, factor: number, file: File, fit: Fit): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * factor));
  canvas.height = Math.max(1, Math.round(bitmap.height * factor));
  const context = canvas.getContext("2d")!;
  context.imageSmoothingQuality = "high";
  const type = file.type === "image/png" && file.size <= fit.heavy ? "image/png" : "image/jpeg";
  if (type === "image/jpeg") {
    // What was see-through becomes white, not black.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const made = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, type, 0.9));
  return made ?? file;
}
