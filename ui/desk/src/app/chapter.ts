// 章节 · what a chapter declares: its routes and its menu entries, with the verb each needs
import type { Verb } from "@zhifa/shared/api";
import type { Component } from "vue";

export interface ChapterRoute {
  path: string;
  name: string;
  component: () => Promise<Component | { default: Component }>;
  meta: {
    /** tab title until the page sets a better one */
    title: string;
    /** verb needed; none: every signed-in person */
    verb?: Verb;
    /** portal: the page stands in the frame of 工作门户, with its top menus; otherwise in that of 专项执法 */
    frame?: "portal";
  };
}
export interface MenuEntry {
  /** first level, as in the manual */
  section: "我的工作台" | "统计查询" | "执法资源库" | "系统维护配置" | "系统管理";
  /** second level, when the entry is in a group */
  group?: "执法任务管理" | "执法检查管理";
  label: string;
  path: string;
  verb?: Verb;
  /** one of these verbs is needed */
  anyOf?: Verb[];
  /** place inside its section, by tens */
  order: number;
}
/** An entry of 设置: what a person does with the own account. */
export interface AccountEntry {
  label: string;
  path: string;
  verb?: Verb;
}
export interface Chapter {
  name: string;
  routes: ChapterRoute[];
  menu: MenuEntry[];
  account?: AccountEntry[];
}
