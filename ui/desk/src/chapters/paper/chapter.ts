// 文书制作 · chapter: the papers of an inspection, and the editor of one
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "paper",
  routes: [
    { path: "/inspections/:id/papers", name: "paper-work", component: () => import("./PaperWorkPage.vue"), meta: { title: "检查文书", verb: "read_document" } },
    { path: "/papers/:id", name: "paper", component: () => import("./PaperEditor.vue"), meta: { title: "文书制作", verb: "read_document" } },
  ],
  menu: [],
};
export default chapter;
