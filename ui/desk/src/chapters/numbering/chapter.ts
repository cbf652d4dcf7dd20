// 文书编号 · numbering chapter: rules, ledger, blocks
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "numbering",
  routes: [{ path: "/numbering", name: "numbering", component: () => import("./NumberingPage.vue"), meta: { title: "文书编号规则", verb: "read_numbering" } }],
  menu: [{ section: "系统维护配置", label: "文书编号规则", path: "/numbering", verb: "read_numbering", order: 45 }],
};
export default chapter;
