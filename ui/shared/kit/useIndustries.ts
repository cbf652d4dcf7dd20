// 行业 · names of industries, units and places, from the reference data
import { ref, type Ref } from "vue";
import { industries, problemOf, type Industry } from "../api";
import { ElMessage } from "./element";

export function useIndustries(): { all: Ref<Industry[]>; nameOf: (key: string) => string; placeOf: (industry: string, place: string) => string } {
  const all = ref<Industry[]>([]);
  industries().then((found) => { all.value = found; }).catch((error: unknown) => { ElMessage.error(problemOf(error).detail); });
  const find = (key: string) => all.value.find((i) => i.key === key);
  return {
    all,
    /** A list without an industry is for firms of every industry. */
    nameOf: (key) => (key === "" ? "各行业通用" : (find(key)?.zh ?? key)),
    placeOf: (industry, place) => find(industry)?.places.find((p) => p.key === place)?.zh ?? place,
  };
}
