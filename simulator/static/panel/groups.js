// Groups: who is in them, whether the bot is, new ones.
import { api } from "../lib/api.js";
import { h, redraw } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { store } from "../lib/store.js";

export function groupsPart(panel) {
  const list = h("div", {});
  const badge = h("span", { class: "count" });
  const picks = h("div", { class: "picks" });
  const name = h("input", {
    required: true,
    maxlength: 50,
    placeholder: "ชื่อกลุ่ม",
    "aria-label": "ชื่อกลุ่ม",
    "data-testid": "new-group-name",
  });
  const bot = h("input", { type: "checkbox", checked: true, "data-testid": "new-group-bot" });
  const form = h(
    "form",
    {
      class: "form",
      onsubmit: async (event) => {
        event.preventDefault();
        const members = [...picks.querySelectorAll("input:checked")].map((it) => it.value);
        const group = await panel.run(() =>
          api.group(null, { groupName: name.value.trim(), members, bot: bot.checked }),
        );
        if (group) name.value = "";
      },
    },
    name,
    picks,
    h("label", { class: "tick" }, bot, "เชิญบอตเข้ากลุ่มด้วย"),
    h("button", { class: "primary", "data-testid": "new-group" }, "ตั้งกลุ่ม"),
  );

  const change = (group, it) => panel.run(() => api.group(group.groupId, it));
  const card = (group) => {
    const outside = store.state.people.filter((it) => !group.members.includes(it.userId));
    const invite = h(
      "select",
      {
        "aria-label": "เชิญเข้ากลุ่ม",
        "data-testid": "invite",
        onchange: () => invite.value && change(group, { join: [invite.value] }),
      },
      h("option", { value: "" }, "+ เชิญ"),
      outside.map((it) => h("option", { value: it.userId }, it.displayName)),
    );
    return h(
      "section",
      { class: "group-card", "data-testid": "group", "data-group-id": group.groupId },
      h("h4", {}, group.groupName, group.kind === "room" && " (ห้องเก่า)"),
      h(
        "div",
        { class: "pills" },
        group.members.map((id) =>
          h(
            "span",
            { class: "pill" },
            store.nameOf(id) ?? id,
            h(
              "button",
              {
                type: "button",
                "aria-label": `เอา ${store.nameOf(id)} ออก`,
                title: "Leaves the group",
                onclick: () => change(group, { leave: [id] }),
              },
              icon("close"),
            ),
          ),
        ),
        outside.length > 0 && invite,
      ),
      h(
        "button",
        {
          type: "button",
          class: "plain",
          "data-testid": "group-bot",
          "aria-pressed": String(group.bot),
          onclick: () => change(group, { bot: !group.bot }),
        },
        icon("robot"),
        group.bot ? "บอตอยู่ในกลุ่ม · เอาออก" : "บอตไม่อยู่ · เชิญเข้า",
      ),
    );
  };

  return {
    badge,
    el: h("div", {}, list, form),
    update({ groups, people }) {
      badge.textContent = groups.length;
      redraw(list, [groups, people], () => groups.map(card));
      redraw(
        picks,
        people.map((it) => [it.userId, it.displayName]),
        () =>
          people.map((it) =>
            h(
              "label",
              { class: "tick" },
              h("input", { type: "checkbox", value: it.userId, checked: true }),
              it.displayName,
            ),
          ),
      );
    },
  };
}
