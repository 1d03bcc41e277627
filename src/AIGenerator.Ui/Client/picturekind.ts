const pictureName = /\.(png|jpe?g|webp|gif|bmp|heic|heif|avif|tiff?)$/i;

/** Whether a file says of itself that it is a picture. Some systems know no type for HEIC. */
export function isPicture(file: File): boolean {
  return (file.type.startsWith("image/") && file.type !== "image/svg+xml") || pictureName.test(file.name);
}
