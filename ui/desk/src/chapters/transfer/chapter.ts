// 人员调动 · transfer chapter: the page is reached from a user
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "transfer",
  routes: [{ path: "/users/:id/transfer", name: "transfer", component: () => import("./TransferPage.vue"), meta: { title: "人员调动", verb: "transfer_user" } }],
  menu: [],
};
export default chapter;
