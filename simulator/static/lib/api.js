// The simulator's control API (see simulator/README.md), one function a call.

const BASE = new URL("../../api/", import.meta.url); // /simulator/api/, wherever that is mounted

export class Refused extends Error {} // the simulator said no, and why

async function call(path, body, signal) {
  const options =
    body === undefined
      ? { signal }
      : {
          method: "POST",
          signal,
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
        };
  const answer = await fetch(new URL(path, BASE), options);
  const json = await answer.json().catch(() => ({}));
  if (answer.status === 400 || answer.status === 404)
    throw new Refused(json.error ?? `HTTP ${answer.status}`);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return json;
}

const id = encodeURIComponent;

export const api = {
  state: () => call("state"),
  chat: (as, chat, since) =>
    call(`chats/${id(chat)}?as=${id(as)}${since === undefined ? "" : `&since=${since}`}`),
  changes: (since, wait, signal) => call(`changes?since=${since}&wait=${wait}`, undefined, signal),
  person: (userId, it) => call(userId ? `people/${id(userId)}` : "people", it),
  group: (groupId, it) => call(groupId ? `groups/${id(groupId)}` : "groups", it),
  follow: (as) => call("follow", { as }),
  block: (as) => call("block", { as }),
  say: (as, chat, message) => call("say", { as, chat, message }),
  postback: (as, chat, it) => call("postback", { as, chat, ...it }),
  unsend: (as, chat, messageId) => call("unsend", { as, chat, messageId }),
  edit: (as, chat, messageId, text) => call("edit", { as, chat, messageId, text }),
  read: (as, chat) => call("read", { as, chat }),
  faults: (it) => call("faults", it),
  advance: (seconds) => call("advance", { seconds }),
  play: (scene) => call("play", { scene }),
  quota: (it) => call("quota", it),
  webhook: (it) => call("webhook", it),
  reset: () => call("reset", {}),
};
