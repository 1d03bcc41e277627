import { answerOf, newId, ownHeaders } from "@ui/api";
import { isPicture } from "@ui/picturekind";
import { fitting, toBeWorkedOn } from "@ui/pictures";
import { assetOf } from "./ownasset";

interface Stored { readonly id: string }

/** Brings a picture; gives its id. Throws a Refusal, or a TypeError where the server cannot be reached. */
export async function upload(file: File): Promise<string> {
  const body = new FormData();
  body.append("file", await fitting(file, toBeWorkedOn), file.name);
  return (await send("/api/assets", body)).id;
}

/** Brings where to work on a picture: white is to be made anew. */
export async function uploadMask(source: string, png: Blob): Promise<string> {
  return (await send(`/api/assets/masks?source=${source}`, png)).id;
}

/** A picture that is dropped or pasted: one of the product's own by its id, or a file. */
export function pictureOf(data: DataTransfer | null): string | File | undefined {
  const own = data?.getData("text/uri-list").split("\n").map(assetOf).find(id => id !== undefined);
  return own ?? [...data?.files ?? []].find(isPicture);
}

async function send(path: string, body: FormData | Blob): Promise<Stored> {
  return answerOf<Stored>(await fetch(path, { method: "POST", headers: { ...ownHeaders(), "idempotency-key": newId() }, body }));
}
