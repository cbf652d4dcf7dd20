// 我的工作台 · workbench chapter: the home page and 我的工作提醒
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "workbench",
  routes: [
    { path: "/workbench", name: "workbench", component: () => import("./WorkbenchPage.vue"), meta: { title: "我的工作台" } },
    { path: "/reminders", name: "reminders", component: () => import("./ReminderList.vue"), meta: { title: "我的工作提醒", verb: "read_workbench" } },
  ],
  menu: [{ section: "我的工作台", label: "我的工作提醒", path: "/reminders", verb: "read_workbench", order: 40 }],
};
export default chapter;
