// 文书查验 · start of the public page: light, without account, for whoever holds a paper
import { createApp } from "vue";
import VerifyPage from "./VerifyPage.vue";
import "@zhifa/shared/tokens.css";

createApp(VerifyPage).mount("#app");
