// 企业基础信息 · ledger chapter: route and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "ledger",
  routes: [{ path: "/ledger", name: "ledger", component: () => import("./LedgerPage.vue"), meta: { title: "企业基础信息", verb: "read_enterprise" } }],
  menu: [{ section: "统计查询", label: "企业基础信息", path: "/ledger", verb: "read_enterprise", order: 10 }],
};
export default chapter;
