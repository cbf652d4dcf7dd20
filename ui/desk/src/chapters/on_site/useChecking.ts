// 开始现场检查 · the state of the check step: where one is, the answers, saving them one write after another.
import { computed, onBeforeUnmount, ref, watch } from "vue";
import { put, type FindingInput, type FindingsSaved, type Inspection, type Target, type Verdict } from "@zhifa/shared/api";
import { newId } from "@zhifa/shared/lib";
import { answer } from "./defects";
import { cellKey, countRow, firstOpen, missingIn, move, placeOf, sheetsOf, unanswered, type Place } from "./matrix";
import { makeSaver } from "./saver";

/**
 * Revision of the inspection as this page knows it; every write of the step goes through `write`, one at a time.
 * `accept` gets what the server answered: the whole inspection, or of saved findings only their trace.
 */
export function useWrites(inspection: () => Inspection, accept: (answer: Inspection | FindingsSaved) => void) {
  let revision = inspection().revision;
  let last: Promise<unknown> = Promise.resolve();
  watch(() => inspection().revision, (now) => { revision = Math.max(revision, now); });
  function write(path: string, body: (seen: number) => unknown, commandId: string): Promise<void> {
    const mine = last.catch(() => undefined).then(async () => {
      const got = await put<Inspection | FindingsSaved>(`/inspections/${inspection().id}/${path}`, body(revision), commandId);
      revision = got.revision;
      accept(got);
    });
    last = mine;
    return mine;
  }
  return { write };
}

export function useChecking(inspection: () => Inspection, today: () => string, write: ReturnType<typeof useWrites>["write"]) {
  const sheets = computed(() => sheetsOf(inspection()));
  const at = ref(0);
  const place = ref<Place>({ row: 0, column: 0 });
  const sheet = computed(() => sheets.value[at.value] ?? sheets.value[0] ?? null);
  const saver = makeSaver((findings, id) => write("findings", (seen) => ({ seen, findings }), id), newId);
  // A word typed under 有问题 survives a slip to 无问题 and back.
  const shelf = new Map<string, FindingInput>();

  saver.load(inspection().findings);
  watch(() => inspection().findings, (now) => saver.load(now));
  // Steps save before they are left; who closes the page with unsaved answers has been asked.
  onBeforeUnmount(saver.stop);

  function record(row: number, target: Target, verdict: Verdict): void {
    const item = sheet.value?.rows[row]?.item;
    if (!item) return;
    const key = cellKey(item.id, target.key);
    const before = saver.answers.value.get(key);
    if (before?.verdict === verdict) return;
    if (before?.verdict === "defective") shelf.set(key, before);
    saver.put([answer(item, target, verdict, { before, shelved: shelf.get(key), today: today(), newId })]);
  }
  function recordRest(): void {
    const row = sheet.value?.rows[place.value.row];
    if (!row) return;
    saver.put(unanswered(row, saver.answers.value).map((target) => answer(row.item, target, "in_order", { today: today(), newId })));
  }
  function step(key: string): void {
    if (sheet.value) place.value = move(sheet.value, place.value, key);
  }
  /** Goes to the first cell that is unanswered or lacks words, from the present workshop on; false when there is none. */
  function toGap(): boolean {
    const count = sheets.value.length;
    for (let k = 0; k < count; k += 1) {
      const index = (at.value + k) % count;
      const candidate = sheets.value[index];
      if (!candidate) continue;
      let gap = firstOpen(candidate, saver.answers.value);
      if (!gap) {
        for (const row of candidate.rows) {
          const lacking = row.targets.find((target) => {
            const finding = saver.answers.value.get(cellKey(row.item.id, target.key));
            return finding && missingIn(finding).length > 0;
          });
          if (lacking) gap = placeOf(candidate, row.item.id, lacking.key);
          if (gap) break;
        }
      }
      if (!gap) continue;
      at.value = index;
      place.value = gap;
      return true;
    }
    return false;
  }
  const counts = computed(() => {
    void saver.version.value;
    return (sheet.value?.rows ?? []).map((row) => countRow(row, saver.answers.value));
  });
  return { sheets, at, place, sheet, saver, counts, acts: { record, recordRest, step, toGap } };
}
