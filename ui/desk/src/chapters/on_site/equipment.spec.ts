import { describe, expect, it } from "vitest";
import type { WorkshopInput } from "@zhifa/shared/api";
import { changesBetween, faultsIn, nextName, nextWorkshopName } from "./equipment";

const shop = (id: string, name: string, ...equipment: string[]): WorkshopInput => ({
  id, industry: "steel", unit: "ironmaking", name, places: [], equipment: equipment.map((each) => ({ id: `${id}-${each}`, kind: "blast_furnace", name: each, spec: "" })),
});
const furnace = { key: "blast_furnace", zh: "高炉", default_name: "{n}号高炉" };

describe("names of new equipment", () => {
  it("take the first free number of the whole enterprise", () => {
    expect(nextName(furnace, [shop("a", "炼铁1车间", "1号高炉", "3号高炉"), shop("b", "炼铁2车间", "2号高炉")])).toBe("4号高炉");
  });
  it("a kind without a pattern still gets a number", () => {
    expect(nextName({ key: "x", zh: "轧机", default_name: "" }, [])).toBe("1号轧机");
  });
  it("the first workshop of a unit has no number", () => {
    expect(nextWorkshopName("炼铁", [], "ironmaking")).toBe("炼铁车间");
    expect(nextWorkshopName("炼铁", [shop("a", "炼铁1车间")], "ironmaking")).toBe("炼铁2车间");
  });
});

describe("what cannot be saved", () => {
  it("two workshops or two pieces of equipment of one name, and names left empty", () => {
    const faults = faultsIn([shop("a", "炼铁车间", "1号高炉", "1号高炉"), shop("b", "炼铁车间"), shop("c", " ", "")]).map((each) => each.sentence);
    expect(faults).toEqual(["“炼铁车间”的设备“1号高炉”重名", "厂/分厂/车间“炼铁车间”重名", "有厂/分厂/车间没有名称", "“未命名车间”有设备没有编号（或描述）"]);
  });
  it("a furnace of the same name in another workshop is no fault", () => {
    expect(faultsIn([shop("a", "炼铁1车间", "1号高炉"), shop("b", "炼铁2车间", "1号高炉")])).toEqual([]);
  });
});

describe("the question before the write-back", () => {
  it("says what is new, gone and changed", () => {
    const before = [shop("a", "炼铁1车间", "1号高炉", "2号高炉")];
    const after = [shop("a", "炼铁1车间", "1号高炉"), shop("b", "炼铁2车间", "3号高炉")];
    const first = after[0]?.equipment[0];
    if (first) first.spec = "450";
    expect(changesBetween(before, after)).toBe("新增车间 1 个，新增设备 1 台（套、座），删除设备 1 台（套、座），修改设备 1 台（套、座）");
  });
});
