// 会话 · who is signed in and what he may do; the only store of the app
import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { forgetReference, get, problemOf, type Me, type Problem, type Verb } from "@zhifa/shared/api";

export const useSession = defineStore("session", () => {
  const me = ref<Me | null>(null);
  const asked = ref(false);
  const failure = ref<Problem | null>(null);

  async function load(): Promise<void> {
    failure.value = null;
    try {
      me.value = await get<Me>("/me");
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status !== 401) failure.value = problem;
      me.value = null;
    }
    asked.value = true;
  }
  function set(now: Me | null): void {
    if (now?.user_id !== me.value?.user_id) forgetReference();
    me.value = now;
    asked.value = true;
  }
  const can = (verb: Verb | undefined): boolean => !verb || me.value?.verbs.includes(verb) === true;
  const today = computed(() => me.value?.today ?? "");
  return { me, asked, failure, load, set, can, today };
});
