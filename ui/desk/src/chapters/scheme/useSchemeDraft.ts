// 方案草稿 · a scheme being drafted: loading, the proposed scope, 暂存 and 提交
import { computed, reactive, ref, watch } from "vue";
import { useRoute, useRouter } from "vue-router";
import { approvers, checklists, get, officers, post, problemOf, type Approvers, type Checklist, type Enterprise, type EnterpriseRow, type Officer, type Problem, type Scheme, type SchemeDraft, type TargetGroup } from "@zhifa/shared/api";
import { ElMessage, useCommand } from "@zhifa/shared/kit";
import { newId, plain, sameValue } from "@zhifa/shared/lib";
import { useSession } from "../../app/session";
import { emptyDraft, mergeTargets, withEnterprise } from "./drafting";

export function useSchemeDraft() {
  const route = useRoute();
  const router = useRouter();
  const session = useSession();
  const id = String(route.params["id"]);
  const isNew = route.query["new"] === "1";
  const command = useCommand({ quiet: true });
  const state = reactive({
    draft: emptyDraft(session.me?.officer_id ?? null) as SchemeDraft,
    scheme: null as Scheme | null,
    groups: [] as TargetGroup[],
    enterprise: null as EnterpriseRow | null,
    officers: [] as Officer[],
    checklists: [] as Checklist[],
    approvers: { reviewers: [], approvers: [] } as Approvers,
    ready: false,
    loading: false,
    proposing: false,
    savedAt: 0,
  });
  const problem = ref<Problem | null>(null);
  const proposalProblem = ref<Problem | null>(null);
  const saved = ref<SchemeDraft>(plain(state.draft));
  const dirty = computed(() => state.ready && !sameValue(plain(state.draft), saved.value));

  function accept(scheme: Scheme): void {
    state.scheme = scheme;
    state.draft = plain(scheme.draft);
    saved.value = plain(scheme.draft);
    state.groups = scheme.groups;
    state.enterprise = scheme.enterprise;
  }
  async function load(): Promise<void> {
    state.loading = true;
    problem.value = null;
    command.clear();
    try {
      const [people, lists, deciders] = await Promise.all([officers(), checklists(state.draft.inspect_from), approvers()]);
      Object.assign(state, { officers: people, checklists: lists, approvers: deciders });
      if (!isNew || state.scheme) {
        accept(await get<Scheme>(`/schemes/${id}`));
        if (state.draft.inspect_from) state.checklists = await checklists(state.draft.inspect_from);
      }
      state.ready = true;
      if (state.scheme && state.draft.items.length && !state.groups.length) await propose();
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      state.loading = false;
    }
  }

  let asked = 0;
  /** Asks again what can be checked; earlier answers that come late are dropped. */
  async function propose(): Promise<void> {
    const mine = (asked += 1);
    proposalProblem.value = null;
    if (!state.draft.enterprise_id || !state.draft.items.length) {
      state.groups = [];
      state.draft.targets = [];
      state.proposing = false;
      return;
    }
    state.proposing = true;
    try {
      const found = await post<TargetGroup[]>("/target-proposals", { enterprise_id: state.draft.enterprise_id, item_ids: state.draft.items, on: state.draft.inspect_from }, newId());
      if (mine !== asked) return;
      state.draft.targets = mergeTargets(state.draft.targets, state.groups, found);
      state.groups = found;
    } catch (error) {
      if (mine === asked) proposalProblem.value = problemOf(error);
    } finally {
      if (mine === asked) state.proposing = false;
    }
  }
  /** Another first day: other editions may be in force. */
  watch(() => state.draft.inspect_from, async (on) => {
    if (!state.ready) return;
    try {
      const lists = await checklists(on);
      if (state.draft.inspect_from === on) state.checklists = lists;
    } catch (error) {
      ElMessage.error(problemOf(error).detail);
    }
  });
  async function chooseEnterprise(row: EnterpriseRow): Promise<void> {
    try {
      const firm = await get<Enterprise>(`/enterprises/${row.id}`);
      if (state.draft.enterprise_id !== firm.id) state.groups = [];
      state.draft = withEnterprise(state.draft, firm);
      state.enterprise = row;
      await propose();
    } catch (error) {
      ElMessage.error(problemOf(error).detail);
    }
  }
  function setItems(ids: string[]): Promise<void> {
    state.draft.items = ids;
    return propose();
  }

  /** 暂存. True when the server has what is on the page. */
  async function save(): Promise<boolean> {
    const sent = plain(state.draft);
    const seen = state.scheme?.revision;
    const answer = seen === undefined ? await command.post<Scheme>("/schemes", { id, draft: sent }) : await command.put<Scheme>(`/schemes/${id}`, { seen, draft: sent });
    if (!answer) {
      // The id is made here, so a scheme that already has it is ours: an earlier answer got lost on the way. Save onto it.
      if (seen !== undefined || command.problem.value?.status !== 409) return false;
      state.scheme = await get<Scheme>(`/schemes/${id}`).catch(() => null);
      return state.scheme !== null && save();
    }
    state.scheme = answer;
    saved.value = sent;
    state.savedAt = Date.now();
    if (isNew) await router.replace({ path: `/schemes/${id}/edit` });
    return true;
  }
  /** 提交: saves first, so that what is judged is what is seen. */
  async function submit(): Promise<Scheme | null> {
    if ((dirty.value || !state.scheme) && !(await save())) return null;
    const answer = await command.post<Scheme>(`/schemes/${id}/submission`, { seen: state.scheme?.revision });
    if (answer) saved.value = plain(state.draft);
    return answer;
  }
  void load();
  return { id, state, dirty, problem, proposalProblem, command, load, propose, chooseEnterprise, setItems, save, submit };
}
