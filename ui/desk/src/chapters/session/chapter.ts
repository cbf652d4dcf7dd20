// 登录与密码 · session chapter: login and forced change outside the frame, voluntary change as a tab
import type { Chapter } from "../../app/chapter";

const chapter: Chapter = {
  name: "session",
  routes: [
    { path: "/login", name: "login", component: () => import("./LoginPage.vue"), meta: { title: "登录" } },
    { path: "/password", name: "password", component: () => import("./PasswordPage.vue"), meta: { title: "修改密码" } },
    { path: "/account/password", name: "account-password", component: () => import("./PasswordForm.vue"), meta: { title: "修改密码" } },
  ],
  menu: [],
  account: [{ label: "修改密码", path: "/account/password", verb: "change_own_password" }],
};
export default chapter;
