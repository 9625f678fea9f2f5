// The line where a person writes: text, stickers, pictures, places, voice, files; replying and editing.
import { STICKERS, drawSticker } from "../chat/sticker.js";
import { h, replace } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { api } from "../lib/api.js";
import { store } from "../lib/store.js";
import { summary } from "../templates.js";
import { toBase64 } from "./base64.js";
import { pickPhoto } from "./photo.js";
import { pickPlace } from "./place.js";
import { choices, openSheet } from "./sheet.js";
import { pickVoice } from "./voice.js";

export class Composer {
  #about = null; // {kind: "reply" | "edit", message}

  constructor(view) {
    this.view = view;
    this.field = h("textarea", {
      rows: 1,
      "aria-label": "ข้อความ",
      "data-testid": "composer-text",
      enterkeyhint: "send",
      maxlength: 10000,
      oninput: () => this.#typed(),
      onkeydown: (event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.#send();
      },
    });
    this.note = h("div", { class: "composer-note", hidden: true });
    this.names = h("div", { class: "composer-names", hidden: true });
    this.go = key("send", "ส่ง", "composer-send", null, "submit");
    this.el = h(
      "form",
      {
        class: "composer",
        "data-testid": "composer",
        onsubmit: (event) => {
          event.preventDefault();
          this.#send();
        },
      },
      this.names,
      this.note,
      h(
        "div",
        { class: "composer-line" },
        key("plus", "ส่งอย่างอื่น", "composer-more", () => this.#more()),
        key("picture", "ส่งรูป", "composer-photo", () => pickPhoto(view)),
        h(
          "span",
          { class: "composer-field" },
          this.field,
          key("smile", "สติกเกอร์", "composer-sticker", () => this.#stickers()),
        ),
        this.go,
      ),
    );
  }

  update() {
    const person = store.person(this.view.as);
    // Who has blocked an account cannot write to it.
    this.el.hidden = !this.view.isGroup && Boolean(person?.blocked);
    this.field.placeholder = this.view.isGroup ? "พิมพ์ในกลุ่ม" : "พิมพ์ข้อความ";
  }

  focus() {
    this.field.focus();
  }

  fill(words) {
    this.field.value = words;
    this.#typed();
    this.focus();
    this.field.setSelectionRange(words.length, words.length);
  }

  voice() {
    pickVoice(this.view);
  }

  reply(message) {
    this.#turnTo("reply", message);
  }

  edit(message) {
    this.#turnTo("edit", message);
    this.fill(message.message.text ?? "");
  }

  #turnTo(kind, message) {
    this.#about = { kind, message };
    this.note.hidden = false;
    replace(
      this.note,
      icon(kind === "edit" ? "edit" : "reply"),
      h(
        "span",
        {},
        h("b", {}, kind === "edit" ? "แก้ไขข้อความ" : `ตอบกลับ ${store.nameOf(message.from) ?? ""}`),
        summary(message.message, (id) => store.nameOf(id)),
      ),
      key("close", "ไม่เอาแล้ว", "composer-cancel", () => this.#turnBack()),
    );
    this.focus();
  }

  #turnBack() {
    if (this.#about?.kind === "edit") this.field.value = "";
    this.#about = null;
    this.note.hidden = true;
    this.#typed();
  }

  async #send() {
    const text = this.field.value.trim();
    if (!text) return;
    const { view } = this;
    const about = this.#about;
    this.field.value = "";
    if (about) this.#turnBack();
    this.#typed();
    if (about?.kind === "edit") {
      await view.phone.attempt(() => api.edit(view.as, view.chat, about.message.id, text));
      return;
    }
    const done = await view.say({
      type: "text",
      text,
      mention: this.#mentioned(text),
      quote: about?.message.id,
    });
    if (done === undefined && !this.field.value) this.fill(text); // it did not go; keep the words
  }

  // Grow with the text; offer names after an "@".
  #typed() {
    const { field } = this;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 132)}px`;
    const begun = /(?:^|\s)@(\S{0,20})$/.exec(field.value)?.[1];
    const fits = begun === undefined ? [] : this.#names().filter((it) => it.name.startsWith(begun));
    this.names.hidden = !fits.length;
    replace(
      this.names,
      fits.map(({ who, name }) =>
        h(
          "button",
          {
            type: "button",
            "data-testid": who === "bot" ? "mention-bot" : "mention",
            onclick: () => this.mention(name),
          },
          `@${name}`,
        ),
      ),
    );
  }

  // Who can be called by name here: the bot, everybody else in the group, all at once.
  #names() {
    const group = this.view.isGroup ? store.group(this.view.chat) : null;
    if (!group) return [];
    const members = group.members
      .filter((id) => id !== this.view.as)
      .map((who) => ({ who, name: store.nameOf(who) ?? "" }));
    return [
      ...(group.bot ? [{ who: "bot", name: store.state.bot.displayName }] : []),
      ...members,
      { who: "all", name: "All" },
    ];
  }

  #mentioned(text) {
    const called = this.#names()
      .filter(({ name }) => name && text.includes(`@${name}`))
      .map(({ who }) => who);
    if (!called.length) return undefined;
    return called.join() === "bot" ? true : called;
  }

  mention(name = store.state.bot.displayName) {
    this.fill(`${this.field.value.replace(/@\S*$/, "")}@${name} `);
  }

  #more() {
    const { view } = this;
    const file = h("input", {
      type: "file",
      class: "hidden-file",
      "data-testid": "any-file",
      onchange: () => file.files[0] && this.#sendFile(file.files[0]),
    });
    openSheet(
      view.screen,
      "ส่งอย่างอื่น",
      (close) => [
        choices(
          [
            { icon: "pin", label: "ตำแหน่ง", testid: "more-place", run: () => pickPlace(view) },
            { icon: "mic", label: "เสียง", testid: "more-voice", run: () => pickVoice(view) },
            { icon: "file", label: "ไฟล์หรือวิดีโอ", testid: "more-file", run: () => file.click() },
            store.group(view.chat)?.bot && {
              icon: "at",
              label: `กล่าวถึง ${store.state.bot.displayName}`,
              testid: "more-mention",
              run: () => this.mention(),
            },
          ],
          close,
        ),
        file,
      ],
      { testid: "more-sheet" },
    );
  }

  async #sendFile(blob) {
    const kind = /^(image|video|audio)\//.exec(blob.type)?.[1] ?? "file";
    await this.view.say({
      type: kind,
      data: await toBase64(blob),
      contentType: blob.type || "application/octet-stream",
      fileName: blob.name,
    });
  }

  #stickers() {
    openSheet(
      this.view.screen,
      "สติกเกอร์",
      (close) =>
        h(
          "div",
          { class: "sticker-grid" },
          STICKERS.map((it) =>
            h(
              "button",
              {
                type: "button",
                "data-testid": "sticker",
                "data-label": it.word,
                "aria-label": it.word,
                onclick: () => {
                  close();
                  const { packageId, stickerId, word, keywords } = it;
                  this.view.say({ type: "sticker", packageId, stickerId, text: word, keywords });
                },
              },
              drawSticker(it),
            ),
          ),
        ),
      { testid: "sticker-sheet" },
    );
  }
}

function key(glyph, words, testid, run, type = "button") {
  return h(
    "button",
    { type, class: "round", "aria-label": words, title: words, "data-testid": testid, onclick: run },
    icon(glyph),
  );
}
