// 机构与内设机构 · organs the caller manages, and the departments of one of them
import { ref, watch, type Ref } from "vue";
import { get, problemOf } from "@zhifa/shared/api";
import { ElMessage } from "@zhifa/shared/kit";
import type { Organ } from "./users";

export interface DepartmentChoice { id: string; name: string; is_ended: boolean }

export function useOrgans(): { organs: Ref<Organ[]>; load: () => Promise<void> } {
  const organs = ref<Organ[]>([]);
  async function load() {
    try {
      organs.value = await get<Organ[]>("/organisations");
    } catch (error) {
      ElMessage.error(problemOf(error).detail);
    }
  }
  void load();
  return { organs, load };
}

/** Departments in use of the organ that is chosen; asked anew when another one is. */
export function useDepartments(organ: () => string): Ref<DepartmentChoice[]> {
  const departments = ref<DepartmentChoice[]>([]);
  watch(organ, async (id) => {
    departments.value = [];
    if (!id) return;
    try {
      const found = await get<DepartmentChoice[]>(`/organisations/${id}/departments`);
      if (organ() === id) departments.value = found.filter((d) => !d.is_ended);
    } catch (error) {
      ElMessage.error(problemOf(error).detail);
    }
  }, { immediate: true });
  return departments;
}
