// 地区汇总情况 · region summary chapter: route and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "region_summary",
  routes: [{ path: "/region-summary", name: "region-summary", component: () => import("./RegionSummaryPage.vue"), meta: { title: "地区汇总情况", verb: "read_inspection" } }],
  menu: [{ section: "统计查询", label: "地区汇总情况", path: "/region-summary", verb: "read_inspection", order: 20 }],
};
export default chapter;
