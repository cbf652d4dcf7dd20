// 路由 · hash history; the session decides what may be opened
import { createRouter, createWebHashHistory, type RouteRecordRaw } from "vue-router";
import type { Verb } from "@zhifa/shared/api";
import { chapters } from "./chapters";
import { opensWorkbench } from "./menus";
import { useSession } from "./session";
import { HOME, PORTAL } from "./tabs";

const pages = chapters.flatMap((chapter) => chapter.routes);
const outside = ["login", "password"];

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    ...pages.filter((r) => outside.includes(r.name)) as RouteRecordRaw[],
    {
      path: "/",
      component: () => import("./AppShell.vue"),
      redirect: PORTAL,
      children: [
        ...pages.filter((r) => !outside.includes(r.name)) as RouteRecordRaw[],
        { path: "/forbidden", name: "forbidden", component: () => import("./Forbidden.vue"), meta: { title: "没有权限" } },
        { path: "/:rest(.*)*", name: "missing", component: () => import("./Missing.vue"), meta: { title: "没有这个页面" } },
      ],
    },
  ],
});

router.beforeEach(async (to) => {
  const session = useSession();
  if (!session.asked) await session.load();
  if (to.name === "login") return session.me && !session.me.must_change_password ? "/" : true;
  if (!session.me) return { name: "login", query: to.path === "/" || to.path === PORTAL ? {} : { back: to.fullPath } };
  if (session.me.must_change_password && to.name !== "password") return { name: "password" };
  // 系统管理员、审计员、签章人员没有专项执法的工作台。
  if (to.path === HOME && !opensWorkbench(session.can)) return PORTAL;
  const verb = to.meta["verb"] as Verb | undefined;
  if (!session.can(verb)) return { name: "forbidden", query: { page: to.meta["title"] as string } };
  return true;
});
