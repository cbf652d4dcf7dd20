// 列表 · filters, keyset paging, loading, error and refresh of a list page, once for all lists
import { computed, onActivated, reactive, ref, type Ref } from "vue";
import { useRoute } from "vue-router";
import { get, problemOf, type Page, type Problem } from "../api";
import { useRenewed } from "./useRenewed";

export type Filters = Record<string, string>;

/** Whether conditions beyond those the list starts with are in force; an order is no condition. */
export function isNarrowed(applied: Filters, defaults: Filters): boolean {
  return Object.entries(applied).some(([key, value]) => key !== "sort" && value !== "" && value !== "all" && value !== defaults[key]);
}

export interface List<Row, F extends Filters> {
  rows: Ref<Row[]>;
  total: Ref<number>;
  totalIsMore: Ref<boolean>;
  loading: Ref<boolean>;
  problem: Ref<Problem | null>;
  filters: F;
  size: Ref<number>;
  /** 1 on the first page. */
  pageNumber: Ref<number>;
  hasNext: Ref<boolean>;
  /** The filters in force (not the ones being typed), for an export. */
  applied: Ref<F>;
  narrowed: Ref<boolean>;
  search: () => Promise<void>;
  reset: () => Promise<void>;
  refresh: () => Promise<void>;
  next: () => Promise<void>;
  previous: () => Promise<void>;
  resize: (size: number) => Promise<void>;
}

/** Filters of the same name in the address (`#/schemes?state=returned`) start the list. Loads by itself, and again when its tab is shown. */
export function useList<Row, F extends Filters = Filters>(path: string, defaults: F, startSize = 20): List<Row, F> {
  const route = useRoute();
  const start = { ...defaults };
  for (const key of Object.keys(defaults)) {
    const given = route.query[key];
    if (typeof given === "string") (start as Filters)[key] = given;
  }
  const filters = reactive({ ...start }) as F;
  const applied = ref({ ...start }) as Ref<F>;
  const narrowed = computed(() => isNarrowed(applied.value, defaults));
  const rows = ref([]) as Ref<Row[]>;
  const total = ref(0);
  const totalIsMore = ref(false);
  const loading = ref(false);
  const problem = ref<Problem | null>(null);
  const size = ref(startSize);
  const pageNumber = ref(1);
  const hasNext = ref(false);
  // Cursors of the pages walked through; the first page has none.
  let trail: string[] = [""];
  let following: string | null = null;
  let asked = 0;

  async function load(): Promise<void> {
    const mine = (asked += 1);
    loading.value = true;
    problem.value = null;
    try {
      const page = await get<Page<Row>>(path, { ...applied.value, cursor: trail[trail.length - 1], size: size.value });
      if (mine !== asked) return;
      rows.value = page.items;
      total.value = page.total;
      totalIsMore.value = page.total_is_more;
      following = page.next;
      hasNext.value = page.next !== null;
      pageNumber.value = trail.length;
    } catch (error) {
      if (mine === asked) problem.value = problemOf(error);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }
  function fromStart(): Promise<void> {
    trail = [""];
    return load();
  }
  const search = () => {
    applied.value = { ...filters };
    return fromStart();
  };
  const reset = () => {
    Object.assign(filters, defaults);
    return search();
  };
  const next = async () => {
    if (following === null || loading.value) return;
    trail.push(following);
    await load();
  };
  const previous = async () => {
    if (trail.length < 2 || loading.value) return;
    trail.pop();
    await load();
  };
  const resize = (value: number) => {
    size.value = value;
    return fromStart();
  };

  void load();
  useRenewed(() => { if (problem.value) void load(); });
  let shown = false;
  onActivated(() => {
    const first = !shown;
    shown = true;
    if (first) return;
    const given = Object.keys(defaults).filter((key) => typeof route.query[key] === "string");
    if (!given.length) {
      void load();
      return;
    }
    Object.assign(filters, defaults);
    for (const key of given) (filters as Filters)[key] = String(route.query[key]);
    void search();
  });
  return { rows, total, totalIsMore, loading, problem, filters, size, pageNumber, hasNext, applied, narrowed, search, reset, refresh: load, next, previous, resize };
}
