// Samples for the corners: every text size, spans, line spacing, every bubble size, right to left.
const sizes = ["xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl"];

export const texts = {
  type: "bubble",
  size: "giga",
  body: {
    type: "box",
    layout: "vertical",
    spacing: "sm",
    contents: [
      ...sizes.map((size) => ({ type: "text", text: `${size} น้ำใจ ปู่ย่า`, size })),
      { type: "separator" },
      {
        type: "text",
        text: "lineSpacing 12px เว้นระหว่างบรรทัดเท่านั้น ไม่เพิ่มหัวท้าย ลองอ่านสักสามบรรทัดแล้วดูว่าห่างกันพอดีไหม",
        wrap: true,
        lineSpacing: "12px",
        size: "sm",
      },
      {
        type: "text",
        text: "ตัดที่สองบรรทัด: ครัวเรือนต้นแบบปลูกผักปลอดสารและแบ่งปันให้เพื่อนบ้านทุกสัปดาห์ตลอดทั้งปีที่ผ่านมา",
        wrap: true,
        maxLines: 2,
        size: "sm",
      },
      {
        type: "text",
        text: "x",
        wrap: true,
        contents: [
          { type: "span", text: "หนา ", weight: "bold" },
          { type: "span", text: "เอียง ", style: "italic" },
          { type: "span", text: "ขีดเส้นใต้ ", decoration: "underline" },
          { type: "span", text: "ขีดฆ่า ", decoration: "line-through" },
          { type: "span", text: "แดงใหญ่", color: "#C62828", size: "xl" },
        ],
      },
      { type: "text", text: "ตามขนาดตัวอักษรของเครื่อง (scaling)", scaling: true, size: "sm", wrap: true },
      { type: "text", text: "ขึ้นบรรทัดใหม่\nด้วย \\n ได้เมื่อ wrap", wrap: true, size: "sm" },
    ],
  },
};

export const everySize = {
  type: "carousel",
  contents: ["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"].map((size) => ({
    type: "bubble",
    size,
    direction: size === "hecto" ? "rtl" : "ltr",
    header: {
      type: "box",
      layout: "vertical",
      backgroundColor: "#E3F2FD",
      contents: [{ type: "text", text: size, weight: "bold" }],
    },
    body: {
      type: "box",
      layout: "horizontal",
      contents: [
        { type: "text", text: "หนึ่ง" },
        { type: "text", text: "สอง", margin: "md" },
      ],
    },
    footer: {
      type: "box",
      layout: "vertical",
      contents: [
        {
          type: "button",
          height: "sm",
          style: "primary",
          action: { type: "message", label: "ตกลง", text: "ตกลง" },
        },
      ],
    },
  })),
};
