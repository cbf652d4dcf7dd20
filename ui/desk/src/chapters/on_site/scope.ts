// 确认检查范围 · the chosen targets in words, and what changing them would lose.
import type { Finding, TargetGroup } from "@zhifa/shared/api";

/** 炼铁1车间：1号高炉、2号高炉；炼钢车间：1号转炉 */
export function scopeText(groups: TargetGroup[], chosen: ReadonlySet<string>): string {
  return groups
    .map((group) => {
      const names = group.targets.filter((target) => chosen.has(target.key)).map((target) => target.name);
      return names.length ? `${group.workshop ? `${group.workshop}：` : ""}${names.join("、")}` : "";
    })
    .filter(Boolean)
    .join("；");
}

/** Findings already made at targets that are no longer chosen. */
export function lostFindings(findings: Finding[], chosen: ReadonlySet<string>): number {
  return findings.filter((finding) => !chosen.has(finding.target)).length;
}

export const chosenIn = (groups: TargetGroup[]): Set<string> => new Set(groups.flatMap((group) => group.targets.filter((target) => target.chosen).map((target) => target.key)));
