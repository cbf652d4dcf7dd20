// 典型案例 · typical case chapter: 案例上报 for reporters and the ministry, 典型案例查询 for everybody
import type { Chapter } from "../../app/chapter";
import { WORKBENCH } from "../../app/workbenchVerbs";

const list = () => import("./TypicalCaseList.vue");
const show = () => import("./TypicalCaseShow.vue");

const chapter: Chapter = {
  name: "typical_case",
  routes: [
    { path: "/case-reports", name: "case-reports", component: () => import("./CaseReportList.vue"), meta: { title: "案例上报", verb: "read_case_report" } },
    { path: "/case-reports/new", name: "case-report-new", component: () => import("./CaseReportForm.vue"), meta: { title: "新建案例", verb: "report_case" } },
    { path: "/case-reports/:id", name: "case-report", component: () => import("./CaseReportShow.vue"), meta: { title: "案例", verb: "read_case_report" } },
    { path: "/case-reports/:id/edit", name: "case-report-edit", component: () => import("./CaseReportForm.vue"), meta: { title: "编辑案例", verb: "report_case" } },
    { path: "/typical-cases", name: "portal-typical-cases", component: list, meta: { title: "典型案例查询", verb: "read_reference", frame: "portal" } },
    { path: "/typical-cases/:id", name: "portal-typical-case", component: show, meta: { title: "典型案例", verb: "read_reference", frame: "portal" } },
    { path: "/resources/typical-cases", name: "typical-cases", component: list, meta: { title: "典型案例查询", verb: "read_reference" } },
    { path: "/resources/typical-cases/:id", name: "typical-case", component: show, meta: { title: "典型案例", verb: "read_reference" } },
  ],
  menu: [
    { section: "执法资源库", label: "典型案例查询", path: "/resources/typical-cases", verb: "read_reference", anyOf: [...WORKBENCH, "read_case_report"], order: 50 },
    { section: "执法资源库", label: "案例上报", path: "/case-reports", verb: "read_case_report", order: 55 },
  ],
};
export default chapter;
