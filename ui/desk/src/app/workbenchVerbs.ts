// 工作台权限 · the verbs of 专项执法: whoever holds one of them has a workbench
import type { Verb } from "@zhifa/shared/api";

export const WORKBENCH: Verb[] = ["read_plan", "read_scheme", "read_approval", "read_inspection", "read_rectification", "read_enterprise"];
