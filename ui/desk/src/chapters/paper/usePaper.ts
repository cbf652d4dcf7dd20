// 制作中的文书 · loading a paper, saving it by itself while it is written, and what is done to it
import { computed, onActivated, onBeforeUnmount, reactive, ref, watch } from "vue";
import { get, officers, problemOf, type Document, type Officer, type Paper, type Problem } from "@zhifa/shared/api";
import { useCommand } from "@zhifa/shared/kit";
import { newId, plain, sameValue } from "@zhifa/shared/lib";
import { sent, type Data } from "./fields";

const AUTOSAVE_MS = 1500;

export function usePaper(id: string) {
  const state = reactive({ paper: null as Paper | null, data: {} as Data, officers: [] as Officer[], loading: false, savedAt: 0, version: 0 });
  const problem = ref<Problem | null>(null);
  const command = useCommand({ quiet: true });
  const saved = ref<Data>({});
  // Made once: issuing again after a lost answer is the same paper.
  const documentId = newId();
  const mayEdit = computed(() => state.paper?.acts.includes("save") === true);
  const dirty = computed(() => mayEdit.value && !sameValue(sent(plain(state.data)), saved.value));
  let timer: ReturnType<typeof setTimeout> | undefined;

  function accept(paper: Paper): void {
    state.paper = paper;
    state.data = plain(paper.data) as Data;
    saved.value = sent(plain(state.data));
    state.version += 1;
  }
  async function load(): Promise<void> {
    state.loading = true;
    problem.value = null;
    command.clear();
    try {
      const [people, paper] = await Promise.all([officers(), get<Paper>(`/paper-drafts/${id}`)]);
      state.officers = people;
      accept(paper);
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      state.loading = false;
    }
  }
  /** What is being typed meanwhile stays; only what the server says about it is taken over. */
  async function save(): Promise<boolean> {
    clearTimeout(timer);
    if (!dirty.value) return true;
    if (command.busy.value || !state.paper) return false;
    const data = sent(plain(state.data));
    const answer = await command.put<Paper>(`/paper-drafts/${id}`, { seen: state.paper.revision, data });
    if (!answer) return false;
    state.paper = answer;
    saved.value = data;
    state.savedAt = Date.now();
    return !dirty.value || save();
  }
  const isStale = computed(() => command.problem.value?.code === "request.stale");
  watch(() => state.data, () => {
    clearTimeout(timer);
    if (dirty.value && !isStale.value) timer = setTimeout(() => void save(), AUTOSAVE_MS);
  }, { deep: true });
  onBeforeUnmount(() => clearTimeout(timer));

  /** Saves and draws the preview anew. */
  async function preview(): Promise<void> {
    if (await save()) state.version += 1;
  }
  async function issue(): Promise<Document | null> {
    return state.paper ? command.post<Document>(`/paper-drafts/${id}/issue`, { seen: state.paper.revision, document_id: documentId }) : null;
  }
  async function withdraw(reason: string): Promise<boolean> {
    const answer = await command.post<Paper>(`/paper-drafts/${id}/withdrawal`, { seen: state.paper?.revision, reason });
    if (answer) accept(answer);
    return answer !== null;
  }
  const remove = () => command.del(`/paper-drafts/${id}`, { seen: state.paper?.revision ?? 0 });
  void load();
  // Shown again: others may have approved it meanwhile. What is being written stays.
  onActivated(() => { if (state.paper && !dirty.value && !command.busy.value) void load(); });
  return { state, problem, command, dirty, mayEdit, load, accept, save, preview, issue, withdraw, remove };
}
