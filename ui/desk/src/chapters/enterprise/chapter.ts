// 执法对象 · enterprise chapter: routes and menu
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "enterprise",
  routes: [
  ],
  menu: [],
};
export default chapter;
