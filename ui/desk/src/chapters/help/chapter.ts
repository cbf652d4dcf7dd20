// 帮助 · help chapter: one page in the frame of the portal
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "help",
  routes: [
    { path: "/help", name: "help", component: () => import("./HelpPage.vue"), meta: { title: "帮助", frame: "portal" } },
    { path: "/help/:topic", name: "help-topic", component: () => import("./HelpPage.vue"), meta: { title: "帮助", frame: "portal" } },
  ],
  menu: [],
};
export default chapter;
