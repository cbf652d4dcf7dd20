// 浏览器名称 · what the browser calls itself, as people know it
const BROWSERS: [RegExp, string][] = [[/MicroMessenger/, "微信"], [/QIHU|360SE|360EE/, "360 浏览器"], [/Edg\//, "Edge"], [/Firefox\//, "Firefox"], [/Chrome\//, "Chrome"], [/Safari\//, "Safari"]];
const SYSTEMS: [RegExp, string][] = [[/Android/, "Android"], [/iPhone|iPad/, "iOS"], [/Windows/, "Windows"], [/Mac OS X/, "macOS"], [/Linux/, "Linux"]];

export function agentText(agent: string): string {
  const name = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(agent))?.[1] ?? "";
  return [name(BROWSERS), name(SYSTEMS)].filter(Boolean).join("，") || agent.slice(0, 60) || "未知";
}
