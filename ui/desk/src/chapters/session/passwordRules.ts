// 密码要求 · shown while typing; the server decides. The numbers come with the person who is signed in.
import type { PasswordPolicy } from "@zhifa/shared/api";
export interface PasswordRule { text: string; met: boolean }

const numbers = ["零", "一", "两", "三", "四"];

export function passwordRules(next: string, old: string, account: string, policy: PasswordPolicy): PasswordRule[] {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(next)).length;
  return [
    { text: `至少 ${policy.min_length} 个字符`, met: [...next].length >= policy.min_length },
    { text: `大写字母、小写字母、数字、其他字符，至少${numbers[policy.kinds] ?? policy.kinds}种`, met: kinds >= policy.kinds },
    { text: "与原密码不同，不含账号", met: next !== "" && next !== old && !(account && next.includes(account)) },
  ];
}
/** What the page cannot know: the server keeps the last passwords. */
export const historyText = (policy: PasswordPolicy): string => (policy.history > 1 ? `不能使用最近 ${policy.history} 次用过的密码。` : "");
export const validText = (policy: PasswordPolicy): string => (policy.days > 0 ? `新密码有效 ${policy.days} 天。` : "");
