// What the browser knows: the state and the chats that are open on some phone, kept fresh by one long
// poll. Events: "state", "chat" (detail {as, chat}), "online" (detail true or false).
import { Refused, api } from "./api.js";
import { wait } from "./dom.js";
import { moment } from "./time.js";

class Store extends EventTarget {
  state = null;
  rev = 0;
  #chats = new Map(); // "person chat" → {as, chat, rev, messages}
  #clock = 0; // LINE's clock minus ours

  async start() {
    await this.#reload();
    this.#listen();
  }

  // LINE's time now, advanced as the demonstrator wished.
  now() {
    return Date.now() + this.#clock;
  }

  person(userId) {
    return this.state?.people.find((it) => it.userId === userId);
  }

  group(groupId) {
    return this.state?.groups.find((it) => it.groupId === groupId);
  }

  // The chats on somebody's phone: their groups and the one with the bot.
  chatsOf(userId) {
    const groups = this.state?.groups.filter((it) => it.members.includes(userId)) ?? [];
    return [userId, ...groups.map((it) => it.groupId)];
  }

  nameOf(userId) {
    return userId === this.state?.bot.userId || userId === "bot"
      ? this.state?.bot.displayName
      : this.person(userId)?.displayName;
  }

  messages(as, chat) {
    return this.#chats.get(`${as} ${chat}`)?.messages ?? [];
  }

  unread(as, chat) {
    return this.messages(as, chat).filter(
      (it) => it.from !== as && it.from !== "system" && !it.unsent && !it.seenBy?.includes(as),
    ).length;
  }

  // Begin to follow a chat as a person sees it.
  async follow(as, chat) {
    const key = `${as} ${chat}`;
    if (this.#chats.has(key)) return;
    const entry = { as, chat, rev: undefined, messages: [] };
    this.#chats.set(key, entry);
    try {
      await this.#refresh(entry);
    } catch (error) {
      this.#chats.delete(key); // it will be asked for again
      if (!(error instanceof Refused)) throw error;
    }
  }

  forget(as) {
    for (const [key, entry] of this.#chats) if (entry.as === as) this.#chats.delete(key);
  }

  // Only state has changed by our own hand: do not wait for the poll.
  async refreshState() {
    this.state = await api.state();
    this.#clock = moment(this.state.now).getTime() - Date.now() || 0;
    this.#tell("state");
  }

  async #refresh(entry) {
    const answer = await api.chat(entry.as, entry.chat, entry.rev);
    const known = new Map(entry.messages.map((it) => [it.id, it]));
    for (const message of answer.messages) {
      // Answers may overtake each other; the newer state of a message stays.
      if (!(known.get(message.id)?.rev > message.rev)) known.set(message.id, message);
    }
    entry.messages = [...known.values()]; // a Map keeps the order of first arrival
    entry.rev = Math.max(answer.rev, entry.rev ?? 0);
    this.#tell("chat", { as: entry.as, chat: entry.chat });
  }

  async #reload() {
    await this.refreshState();
    this.rev = this.state.rev;
    const entries = [...this.#chats.values()];
    this.#chats.clear();
    for (const { as, chat } of entries) {
      if (this.chatsOf(as).includes(chat) && this.person(as)) await this.follow(as, chat);
      else this.#tell("chat", { as, chat });
    }
  }

  async #listen() {
    let pause = 500;
    let online = true;
    for (;;) {
      const began = Date.now();
      try {
        // After a break the simulator may be a new one that counts from the start again.
        if (!online) await this.#reload();
        const answer = await api.changes(this.rev, 20);
        if (!online) this.#tell("online", (online = true));
        pause = 500;
        if (answer.rev < this.rev) await this.#reload();
        else await this.#take(answer);
        if (!answer.state && !answer.chats.length && Date.now() - began < 200) await wait(500);
      } catch {
        if (online) this.#tell("online", (online = false));
        await wait(pause);
        pause = Math.min(pause * 2, 5000);
      }
    }
  }

  async #take(answer) {
    const changed = new Set(answer.chats);
    if (answer.state) await this.refreshState();
    for (const entry of [...this.#chats.values()]) {
      if (!changed.has(entry.chat)) continue;
      await this.#refresh(entry).catch((error) => {
        if (!(error instanceof Refused)) throw error;
        this.#chats.delete(`${entry.as} ${entry.chat}`); // the person left, or everything was reset
      });
    }
    this.rev = answer.rev;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

export const store = new Store();
