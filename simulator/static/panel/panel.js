// The demonstrator's panel: people, groups, faults, quota, webhook, clock, reset.
import { api } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { store } from "../lib/store.js";
import { attempt } from "../lib/toast.js";
import { clockPart } from "./clock.js";
import { faultsPart } from "./faults.js";
import { groupsPart } from "./groups.js";
import { peoplePart } from "./people.js";
import { quotaPart } from "./quota.js";
import { webhookPart } from "./webhook.js";

const VILLAGE = { people: ["ป้าสมศรี", "ผู้ใหญ่สมชาย", "น้องฟ้า"], group: "บ้านหนองผือ หมู่ 4" };

export class Panel {
  constructor(el, deck) {
    this.el = el;
    this.deck = deck;
    this.parts = [
      ["people", "คนในหมู่บ้าน", peoplePart, true],
      ["chat", "กลุ่ม", groupsPart, true],
      ["bolt", "จำลองเหตุขัดข้อง", faultsPart, false],
      ["gauge", "โควตาข้อความ", quotaPart, false],
      ["link", "Webhook", webhookPart, false],
      ["clock", "เวลาและเริ่มใหม่", clockPart, false],
    ].map(([glyph, title, make, open]) => {
      const part = make(this);
      el.append(
        h(
          "details",
          { open, "data-testid": `panel-${make.name.replace("Part", "")}` },
          h("summary", {}, icon(glyph), h("span", {}, title), part.badge),
          part.el,
        ),
      );
      return part;
    });
    el.append(
      h(
        "a",
        { class: "lab-link", href: new URL("../flex-lab.html", import.meta.url).href, target: "_blank" },
        icon("flask"),
        "ห้องลอง Flex",
      ),
    );
  }

  update() {
    for (const part of this.parts) part.update(store.state);
  }

  // Do something and show its outcome at once.
  run(work) {
    return attempt(document.body, async () => {
      const answer = await work();
      await store.refreshState();
      return answer;
    });
  }

  sampleVillage() {
    return this.run(async () => {
      const people = [];
      for (const displayName of VILLAGE.people) people.push(await api.person(null, { displayName }));
      for (const { userId } of people) await api.follow(userId);
      const group = await api.group(null, {
        groupName: VILLAGE.group,
        members: people.map((it) => it.userId),
        bot: true,
      });
      await store.refreshState();
      for (const { userId } of people) this.deck.open(userId).openChat(group.groupId);
    });
  }
}
