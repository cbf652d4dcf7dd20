// 登录与密码 · session chapter: login and forced change outside the frame, one's own account as a tab
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "session",
  routes: [
    { path: "/login", name: "login", component: () => import("./LoginPage.vue"), meta: { title: "登录" } },
    { path: "/password", name: "password", component: () => import("./PasswordPage.vue"), meta: { title: "修改密码" } },
    { path: "/account/password", name: "account-password", component: () => import("./AccountPage.vue"), meta: { title: "设置" } },
  ],
  menu: [],
  account: [{ label: "密码和我的登录", path: "/account/password", verb: "change_own_password" }],
};
export default chapter;
