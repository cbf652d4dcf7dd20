// 我的工作台 · workbench chapter: the home page and 我的工作提醒
import type { Chapter } from "../../app/chapter";
import { WORKBENCH } from "../../app/workbenchVerbs";

const chapter: Chapter = {
  name: "workbench",
  routes: [
    { path: "/workbench", name: "workbench", component: () => import("./WorkbenchPage.vue"), meta: { title: "我的工作台" } },
    { path: "/reminders", name: "reminders", component: () => import("./ReminderList.vue"), meta: { title: "我的工作提醒", verb: "read_workbench" } },
  ],
  menu: [{ section: "我的工作台", label: "我的工作提醒", path: "/reminders", anyOf: [...WORKBENCH, "read_access"], order: 60 }],
};
export default chapter;
