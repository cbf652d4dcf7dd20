// 查询期间 · thirty days are what an auditor looks at from day to day
const DAY = 86_400_000;

export const monthBefore = (today: string): string => (today ? new Date(Date.parse(`${today}T00:00:00Z`) - 30 * DAY).toISOString().slice(0, 10) : "");
