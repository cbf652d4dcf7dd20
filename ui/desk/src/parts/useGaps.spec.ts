import { describe, expect, it } from "vitest";
import { nextTick, reactive } from "vue";
import { useGaps } from "./useGaps";

const start = () => {
  const form = reactive({ name: "", reason: "" });
  const missing = () => Object.entries(form).filter(([, value]) => !value).map(([field]) => ({ field, sentence: field }));
  return { form, ...useGaps(missing) };
};

describe("required fields still empty", () => {
  it("are not named before the first try", async () => {
    const { form, gaps } = start();
    form.name = "甲";
    await nextTick();
    expect(gaps.value).toBeNull();
  });
  it("are struck off as they are filled, in the same problem, until none is left", async () => {
    const { form, gaps, check } = start();
    expect(check()).toBe(false);
    const shown = gaps.value;
    form.name = "甲";
    await nextTick();
    expect(gaps.value).toBe(shown);
    expect(gaps.value?.errors).toEqual([{ field: "reason", sentence: "reason" }]);
    form.reason = "乙";
    await nextTick();
    expect(gaps.value).toBeNull();
    expect(check()).toBe(true);
  });
});
