// A file goes to the site in parts; after a break it goes on from where the site says.

import { words } from "./words.js";

const PAUSES = [1, 2, 4, 8, 15, 30, 60]; // seconds

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

async function answered(ask, tell) {
  for (const pause of [...PAUSES, null]) {
    try {
      const answer = await ask();
      if (answer.status < 500) return answer;
    } catch {
      // no line: ask again after a pause
    }
    if (pause === null) break;
    tell(words.broken);
    await wait(pause);
  }
  throw new Error(words.notUploaded);
}

async function refusal(answer) {
  const told = await answer.json().catch(() => ({}));
  return new Error(told.message ?? words.notUploaded);
}

export async function upload(file, { address, token, tell }) {
  const headers = { "X-CSRFToken": token };
  const body = new URLSearchParams({ name: file.name, size: file.size });
  const begun = await answered(() => fetch(address, { method: "POST", body, headers }), tell);
  if (begun.status !== 201) throw await refusal(begun);
  const { url, part } = await begun.json();
  let offset = 0;
  for (;;) {
    tell(words.uploading(file.name, Math.floor((100 * offset) / file.size)));
    const sent = await answered(
      async () => {
        try {
          return await fetch(url, {
            method: "PATCH",
            body: file.slice(offset, offset + part),
            headers: { ...headers, "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" },
          });
        } catch (broken) {
          const place = await fetch(url); // how much has come? a lost answer may hide a taken part
          if (place.status === 204) offset = Number(place.headers.get("Upload-Offset"));
          throw broken;
        }
      },
      tell,
    );
    if (sent.status === 201) return (await sent.json()).file;
    if (sent.status === 204) offset = Number(sent.headers.get("Upload-Offset"));
    else if (sent.status === 409) {
      const place = await fetch(url);
      if (place.status !== 204) throw await refusal(place);
      offset = Number(place.headers.get("Upload-Offset"));
    } else throw await refusal(sent);
  }
}
