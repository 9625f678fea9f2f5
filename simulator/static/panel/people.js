// People of the village: list, phone on the table or not, new ones.
import { avatar } from "../lib/avatar.js";
import { api } from "../lib/api.js";
import { h, redraw } from "../lib/dom.js";
import { icon } from "../lib/icons.js";

export function peoplePart(panel) {
  const list = h("ul", { class: "panel-list" });
  const badge = h("span", { class: "count" });
  const name = h("input", {
    required: true,
    maxlength: 20,
    placeholder: "ชื่อใน LINE",
    "aria-label": "ชื่อ",
    "data-testid": "new-person-name",
  });
  const device = h(
    "select",
    { "aria-label": "ชนิดเครื่อง", "data-testid": "new-person-device" },
    [
      ["android", "Android"],
      ["ios", "iPhone"],
      ["pc", "คอมพิวเตอร์"],
    ].map(([value, words]) => h("option", { value }, words)),
  );
  const agreed = h("input", { type: "checkbox", checked: true, "data-testid": "new-person-agreed" });
  const form = h(
    "form",
    {
      class: "form",
      onsubmit: async (event) => {
        event.preventDefault();
        const person = await panel.run(() =>
          api.person(null, { displayName: name.value.trim(), device: device.value, agreed: agreed.checked }),
        );
        if (!person) return;
        name.value = "";
        panel.deck.open(person.userId);
      },
    },
    h("div", { class: "two" }, name, device),
    h(
      "label",
      { class: "tick", title: "Otherwise group events carry no userId" },
      agreed,
      "ยอมรับเงื่อนไขบัญชีทางการแล้ว",
    ),
    h("button", { class: "primary", "data-testid": "new-person" }, "เพิ่มคน"),
  );

  const row = (it) =>
    h(
      "li",
      { "data-testid": "person", "data-user-id": it.userId },
      avatar(it, { size: 32 }),
      h(
        "span",
        { class: "grow" },
        it.displayName,
        h(
          "small",
          {},
          [
            it.blocked ? "บล็อกบอต" : it.following ? "เพื่อนบอต" : "ยังไม่เป็นเพื่อน",
            it.agreed ? "" : "ไม่ยอมรับเงื่อนไข",
          ]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
      h(
        "button",
        {
          type: "button",
          class: "round",
          "aria-label": it.agreed ? "ถอนการยอมรับเงื่อนไข" : "ยอมรับเงื่อนไข",
          "aria-pressed": String(Boolean(it.agreed)),
          title: "Accepted the Official Accounts terms",
          onclick: () => panel.run(() => api.person(it.userId, { agreed: !it.agreed })),
        },
        icon("check"),
      ),
      h(
        "button",
        {
          type: "button",
          class: "round",
          "aria-label": `เปิดโทรศัพท์ของ ${it.displayName}`,
          title: "Open phone",
          "data-testid": "open-phone",
          onclick: () => panel.deck.open(it.userId),
        },
        icon("phone"),
      ),
    );

  return {
    badge,
    el: h("div", {}, list, form),
    update({ people }) {
      badge.textContent = people.length;
      redraw(list, people, () => people.map(row));
    },
  };
}
