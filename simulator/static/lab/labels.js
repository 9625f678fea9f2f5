// Sample: long Thai labels, some of which a phone cuts.
const key = (label, extra) => ({
  type: "button",
  height: "sm",
  action: { type: "message", label, text: label },
  ...extra,
});

export const longLabels = {
  type: "bubble",
  size: "kilo",
  body: {
    type: "box",
    layout: "vertical",
    spacing: "sm",
    contents: [
      { type: "text", text: "ป้ายยาวที่โทรศัพท์ตัดท้าย", weight: "bold", wrap: true },
      { type: "text", text: "ข้อความบรรทัดเดียวที่ยาวเกินไปย่อมถูกตัดด้วยจุดสามจุดเหมือนบนมือถือ", size: "sm" },
      {
        type: "text",
        text: "บรรทัดเดียวเหมือนกัน แต่ยอมย่อตัวอักษรให้พอดีกับที่ว่าง",
        size: "sm",
        adjustMode: "shrink-to-fit",
      },
      {
        type: "box",
        layout: "horizontal",
        contents: [
          { type: "text", text: "ป้าย flex 0 ที่กว้างเต็มจนเพื่อนไม่เหลือที่", flex: 0, size: "sm" },
          { type: "text", text: "หาย", size: "sm" },
        ],
      },
    ],
  },
  footer: {
    type: "box",
    layout: "vertical",
    spacing: "sm",
    contents: [
      key("ยืนยันการบันทึกความดีของครัวเรือนประจำวันนี้", { style: "primary" }),
      key("ย่อให้พอดี: ยืนยันการบันทึกความดีของครัวเรือน", {
        style: "primary",
        color: "#0B5394",
        adjustMode: "shrink-to-fit",
      }),
      {
        type: "box",
        layout: "horizontal",
        spacing: "sm",
        contents: [key("แก้ไข", { style: "secondary" }), key("ยกเลิกรายการนี้", { style: "secondary" })],
      },
      key("ไว้คราวหลัง"),
    ],
  },
};
