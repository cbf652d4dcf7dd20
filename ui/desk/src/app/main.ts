// 桌面端 · start of the desk app
import { createPinia } from "pinia";
import { createApp } from "vue";
import App from "./App.vue";
import { router } from "./router";
import "@zhifa/shared/tokens.css";

createApp(App).use(createPinia()).use(router).mount("#app");
