// 桌面端 · start of the desk app
import { createPinia } from "pinia";
import { createApp } from "vue";
import { problemOf } from "@zhifa/shared/api";
import { ElMessage } from "@zhifa/shared/kit";
import App from "./App.vue";
import { router } from "./router";
import "@zhifa/shared/tokens.css";

const app = createApp(App).use(createPinia()).use(router);
const tell = (message: string) => ElMessage({ type: "error", message, duration: 8000, showClose: true, grouping: true });
app.config.errorHandler = (error) => tell(`页面出错：${problemOf(error).detail}。请刷新页面；若再次出现，请联系系统管理员。`);
// After an update of the server the parts of the old pages are gone.
router.onError(() => tell("页面没有载入成功，可能系统刚刚更新。请保存手头的内容后刷新浏览器。"));
app.mount("#app");
