import type { Picture } from "../Form/source";

/** What was done to a mask, in the picture's own pixels. A mask is its strokes done one after the other, so that any of them can be taken back. */
export type Stroke =
  | { readonly kind: "line"; readonly erases: boolean; readonly width: number; readonly points: number[] }
  | { readonly kind: "box"; readonly erases: boolean; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  | { readonly kind: "invert" }
  | { readonly kind: "clear" };

const longest = 2048;

/** People see the mask in one colour that few photographs hide; the file is white. */
const shown = "#d946ef";

/** A canvas for a picture's mask: as large as the picture, but for huge ones. */
export function maskCanvas(picture: Picture): HTMLCanvasElement {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  return canvas;
}

/** Does strokes on a canvas that shows a whole picture. */
export function paint(canvas: HTMLCanvasElement, picture: Picture, strokes: readonly Stroke[]): void {
  const context = canvas.getContext("2d")!;
  context.setTransform(canvas.width / picture.width, 0, 0, canvas.height / picture.height, 0, 0);
  for (const stroke of strokes) {
    paintOne(context, picture, stroke);
  }
  context.globalCompositeOperation = "source-over";
}

function paintOne(context: CanvasRenderingContext2D, picture: Picture, stroke: Stroke): void {
  context.globalCompositeOperation = "erases" in stroke && stroke.erases ? "destination-out" : "source-over";
  context.fillStyle = context.strokeStyle = shown;
  switch (stroke.kind) {
    case "line":
      paintLine(context, stroke.points, stroke.width);
      break;
    case "box":
      context.fillRect(stroke.x, stroke.y, stroke.width, stroke.height);
      break;
    case "invert":
      context.globalCompositeOperation = "xor";
      context.fillRect(0, 0, picture.width, picture.height);
      break;
    case "clear":
      context.clearRect(0, 0, picture.width, picture.height);
      break;
  }
}

function paintLine(context: CanvasRenderingContext2D, points: readonly number[], width: number): void {
  context.lineWidth = width;
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  context.moveTo(points[0]!, points[1]!);

  // A touch that does not move is a dot.
  context.lineTo(points[0]! + 0.01, points[1]!);
  for (let at = 2; at < points.length; at += 2) {
    context.lineTo(points[at]!, points[at + 1]!);
  }
  context.stroke();
}

/** How much of a mask is marked, from 0 to 1. */
export function shareOf(mask: HTMLCanvasElement): number {
  const small = document.createElement("canvas");
  small.width = small.height = 128;
  const context = small.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(mask, 0, 0, 128, 128);
  const { data } = context.getImageData(0, 0, 128, 128);
  let marked = 0;
  for (let at = 3; at < data.length; at += 4) {
    marked += data[at]!;
  }
  return marked / 255 / (128 * 128);
}

/** The mask as a file: white is marked, black is not. */
export async function fileOf(mask: HTMLCanvasElement): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = mask.width;
  canvas.height = mask.height;
  const context = canvas.getContext("2d")!;
  context.drawImage(mask, 0, 0);
  for (const [mode, colour] of [["source-in", "#fff"], ["destination-over", "#000"]] as const) {
    context.globalCompositeOperation = mode;
    context.fillStyle = colour;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  return new Promise((resolve, reject) => canvas.toBlob(blob => blob ? resolve(blob) : reject(new Error("The mask is too large for this browser.")), "image/png"));
}
