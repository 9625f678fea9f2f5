// Samples: a receipt, and nested boxes with weights 1:2:3.
const line = (name, value, extra = {}) => ({
  type: "box",
  layout: "horizontal",
  contents: [
    { type: "text", text: name, size: "sm", color: "#555555", flex: 0, ...extra },
    { type: "text", text: value, size: "sm", color: "#111111", align: "end", ...extra },
  ],
});

export const receipt = {
  type: "bubble",
  body: {
    type: "box",
    layout: "vertical",
    contents: [
      { type: "text", text: "ใบแลกของรางวัล", weight: "bold", color: "#1DB446", size: "sm" },
      { type: "text", text: "ร้านค้าชุมชนบ้านหนองผือ", weight: "bold", size: "xxl", margin: "md", wrap: true },
      { type: "text", text: "หมู่ 4 ต.นาใน อ.พรรณานิคม จ.สกลนคร", size: "xs", color: "#767676", wrap: true },
      { type: "separator", margin: "xxl" },
      {
        type: "box",
        layout: "vertical",
        margin: "xxl",
        spacing: "sm",
        contents: [
          line("ข้าวสารหอมมะลิ 5 กก.", "120 แต้ม"),
          line("น้ำปลาแท้", "25 แต้ม"),
          line("ไข่ไก่ 1 แผง", "90 แต้ม"),
          { type: "separator", margin: "xxl" },
          { ...line("รวมของ", "3 ชิ้น"), margin: "xxl" },
          line("รวมแต้ม", "235 แต้ม", { weight: "bold" }),
          line("ยอดคงเหลือ", "412 แต้ม", { color: "#1DB446" }),
        ],
      },
      { type: "separator", margin: "xxl" },
      {
        type: "box",
        layout: "horizontal",
        margin: "md",
        contents: [
          { type: "text", text: "เลขที่ใบแลก", size: "xs", color: "#767676", flex: 0 },
          { type: "text", text: "#2569-11-000743", color: "#767676", size: "xs", align: "end" },
        ],
      },
    ],
  },
  styles: { footer: { separator: true } },
};

const cell = (weight, colour) => ({
  type: "box",
  layout: "vertical",
  flex: weight,
  backgroundColor: colour,
  cornerRadius: "md",
  paddingAll: "md",
  contents: [{ type: "text", text: String(weight), align: "center", weight: "bold", color: "#ffffff" }],
});

export const weights = {
  type: "bubble",
  size: "giga",
  header: {
    type: "box",
    layout: "vertical",
    contents: [{ type: "text", text: "น้ำหนัก 1 : 2 : 3", weight: "bold", size: "lg" }],
  },
  body: {
    type: "box",
    layout: "vertical",
    spacing: "md",
    contents: [
      {
        type: "box",
        layout: "horizontal",
        spacing: "sm",
        contents: [cell(1, "#2E7D32"), cell(2, "#1565C0"), cell(3, "#AD1457")],
      },
      {
        type: "box",
        layout: "horizontal",
        spacing: "sm",
        height: "130px",
        contents: [
          {
            type: "box",
            layout: "vertical",
            spacing: "sm",
            contents: [cell(1, "#6A1B9A"), cell(2, "#4527A0"), cell(3, "#283593")],
          },
          {
            type: "box",
            layout: "vertical",
            flex: 2,
            borderWidth: "normal",
            borderColor: "#00695C",
            cornerRadius: "lg",
            paddingAll: "md",
            justifyContent: "space-between",
            contents: [
              { type: "text", text: "บน", size: "sm" },
              { type: "text", text: "กลาง", size: "sm", align: "center" },
              { type: "text", text: "ล่าง", size: "sm", align: "end" },
            ],
          },
        ],
      },
      {
        type: "box",
        layout: "horizontal",
        contents: [
          { type: "text", text: "ซ้าย", flex: 0 },
          { type: "filler" },
          { type: "text", text: "ดันด้วย filler", flex: 0 },
        ],
      },
      {
        type: "box",
        layout: "horizontal",
        height: "64px",
        spacing: "sm",
        contents: [
          { type: "text", text: "gravity top", size: "xs", gravity: "top" },
          { type: "text", text: "center", size: "xs", gravity: "center", align: "center" },
          { type: "separator" },
          { type: "text", text: "bottom", size: "xs", gravity: "bottom", align: "end" },
        ],
      },
    ],
  },
  styles: { header: { backgroundColor: "#E8F5E9" }, body: { separator: true, separatorColor: "#66BB6A" } },
};
