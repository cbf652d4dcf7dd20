// 基础数据 · reference lists asked once per session and kept; a failed request is forgotten so that the next one asks again
import { get } from "./client";
import type { Approvers, Checklist, EconomicClass, Industry, Officer, Region } from "./types";

const kept = new Map<string, Promise<unknown>>();

function once<T>(path: string, key = path): Promise<T> {
  const known = kept.get(key);
  if (known) return known as Promise<T>;
  const asked = get<T>(path).catch((error: unknown) => {
    kept.delete(key);
    throw error;
  });
  kept.set(key, asked);
  return asked;
}

export const industries = () => once<Industry[]>("/industries");
export const economicClasses = () => once<EconomicClass[]>("/economic-classes");
export const checklists = () => once<Checklist[]>("/checklists");
/** Certificates run out and people change: asked anew each time a page opens. */
export const officers = () => get<Officer[]>("/officers");
export const approvers = () => get<Approvers>("/approvers");
export const regions = (parent = "") => once<Region[]>(parent ? `/regions?parent=${encodeURIComponent(parent)}` : "/regions");
/** After login as somebody else nothing may be left over. */
export const forgetReference = () => kept.clear();
